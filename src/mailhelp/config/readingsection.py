"""The section [reading] of mailhelp.toml: how much of a mail is read before it gets only the plain reading."""

from typing import Annotated

from pydantic import ConfigDict, Field

from mailhelp.config.fieldtypes import size_between
from mailhelp.config.sections import MEGABYTE, Section

KILOBYTE = 1 << 10


class ReadingSettings(Section):
    """[reading]: the limits of the gate before the parsers, by the names that `mail.limits.Limits` explains.

    The bounds are those within which no hostile mail was found to take more than its time and memory.
    """

    model_config = ConfigDict(title="reading")
    mail: Annotated[int, size_between("1MB", "256MB")] = 40 * MEGABYTE
    header: Annotated[int, size_between("2KB", "32KB")] = 16 * KILOBYTE
    header_block: Annotated[int, size_between("16KB", "256KB")] = 256 * KILOBYTE
    headers: Annotated[int, Field(ge=50, le=5_000)] = 1_000
    depth: Annotated[int, Field(ge=5, le=100)] = 100
    parts: Annotated[int, Field(ge=10, le=10_000)] = 1_000
    part_header_block: Annotated[int, size_between("1KB", "8KB")] = 4 * KILOBYTE
    inner_header_block: Annotated[int, size_between("4KB", "256KB")] = 64 * KILOBYTE
    part_headers: Annotated[int, size_between("16KB", "1MB")] = 256 * KILOBYTE
    marks: Annotated[int, Field(ge=1_000, le=1_000_000)] = 100_000
    kept_in: Annotated[int, size_between("1KB", "256KB")] = 4 * KILOBYTE
    kept_in_all: Annotated[int, size_between("64KB", "4MB")] = MEGABYTE
    bodies: Annotated[int, Field(ge=1, le=1_000)] = 100
    text: Annotated[int, size_between("16KB", "4MB")] = MEGABYTE
    html: Annotated[int, size_between("16KB", "2MB")] = 512 * KILOBYTE
    html_depth: Annotated[int, Field(ge=16, le=512)] = 256
    html_attributes: Annotated[int, Field(ge=16, le=10_000)] = 2_000
    html_entities: Annotated[int, Field(ge=100, le=100_000)] = 20_000
    html_reopened: Annotated[int, Field(ge=1_000, le=500_000)] = 100_000
    ids: Annotated[int, Field(ge=2, le=500)] = 50
    addresses: Annotated[int, Field(ge=10, le=5_000)] = 1_000
    attachments: Annotated[int, Field(ge=10, le=10_000)] = 1_000
    plain_text: Annotated[int, size_between("4KB", "1MB")] = 64 * KILOBYTE
