"""The harness needs atheris, which `make fuzz` installs and `make test` does without."""

collect_ignore = ["harness.py"]
