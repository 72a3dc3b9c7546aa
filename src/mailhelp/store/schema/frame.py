"""What all tables are made of: the metadata, columns that many of them have, partial indexes, closed lists."""

from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, MetaData
from sqlalchemy.sql.elements import ColumnElement

from mailhelp.store.types import ID

MESSAGE_ID_LENGTH = 255
ADDRESS_LENGTH = 320
SUBJECT_LENGTH = 255

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def own_id() -> Column[int]:
    """Return the primary key column of a table whose rows have random ids."""
    return Column("id", ID, primary_key=True, autoincrement=False)


def desk_id() -> Column[int]:
    """Return the column that says which desk a row belongs to."""
    return Column("desk_id", ID, ForeignKey("desks.id"), nullable=False)


def ticket_id(*, nullable: bool = False) -> Column[Any]:
    """Return the column that says which ticket a row belongs to; the ticket may come later in the transaction."""
    key = ForeignKey("tickets.id", deferrable=True, initially="DEFERRED")
    return Column("ticket_id", ID, key, nullable=nullable)


def only(column: str, words: type[StrEnum]) -> CheckConstraint:
    """Return the check that a column holds a word of a closed list, or nothing."""
    allowed = ", ".join(f"'{word.value}'" for word in words)
    return CheckConstraint(f"{column} IN ({allowed})", name=column)


def partly(name: str, *columns: Any, where: ColumnElement[bool], unique: bool = False) -> Index:
    """Make an index over the rows where `where` holds, on both databases."""
    return Index(name, *columns, unique=unique, sqlite_where=where, postgresql_where=where)
