"""Limits that keep one mail from taking the machine: memory, and CPU seconds for each mail (design 8)."""

import math
import resource

ADDRESS_SPACE = 512 * 1024 * 1024
CPU_SECONDS = 5


def limit_memory() -> None:
    """Hold this process to 512 MB of address space; beyond it an allocation fails with MemoryError."""
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, hard))


def allow_cpu(seconds: int = CPU_SECONDS) -> None:
    """Give this process `seconds` more of CPU time from now on; past it the kernel ends it (SIGXCPU)."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (math.ceil(used.ru_utime + used.ru_stime) + seconds, hard))


def lift_cpu() -> None:
    """Take the CPU limit off again: waiting for mail costs little and must never end a worker."""
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (resource.RLIM_INFINITY, hard))
