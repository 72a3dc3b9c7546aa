"""Limits that keep one mail from taking the machine: memory, and CPU seconds for each mail (design 8)."""

import math
import resource


def limit_memory(address_space: int) -> None:
    """Hold this process to so many bytes of address space; beyond it an allocation fails with MemoryError."""
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (address_space, hard))


def allow_cpu(seconds: float) -> None:
    """Give this process `seconds` more of CPU time from now on; past it the kernel ends it (SIGXCPU)."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (math.ceil(used.ru_utime + used.ru_stime + seconds), hard))


def lift_cpu() -> None:
    """Take the CPU limit off again: waiting for mail costs little and must never end a worker."""
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (resource.RLIM_INFINITY, hard))
