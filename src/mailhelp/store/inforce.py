"""The rules in force of a desk, read without changing or making anything: for commands that only look."""

from importlib import import_module
from pathlib import Path

from sqlalchemy import Engine, create_engine, select
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import DatabaseError, SQLAlchemyError

from mailhelp.core.errors import StorageFault
from mailhelp.store.schema import desks, rulesets

_TEXT = select(rulesets.c.text).join(desks, desks.c.active_rules_id == rulesets.c.id)
PATIENCE = 3.0


def text_in_force(url: str, desk_name: str) -> str | None:
    """Return the text of the rules that the desk decides by; None when there is no database or none were accepted.

    url: as for `open_database`. Tables of another version do. Raises StorageFault when the database cannot be asked.
    """
    engine = _engine(url)
    if engine is None:
        return None
    try:
        with engine.connect() as connection:
            found = connection.execute(_TEXT.where(desks.c.name == desk_name)).scalar()
        return None if found is None else str(found)
    except DatabaseError as fault:
        if "no such table" in str(fault) or "does not exist" in str(fault):
            return None
        raise StorageFault("the database does not answer") from fault
    except SQLAlchemyError as fault:
        raise StorageFault("the database does not answer") from fault
    finally:
        engine.dispose()


def _engine(url: str) -> Engine | None:
    target = make_url(url)
    if target.get_backend_name() == "sqlite":
        return _read_only(target)
    found: Engine = import_module("mailhelp.store.postgresql").postgresql_engine(
        target.set(drivername="postgresql+psycopg"), PATIENCE
    )
    return found


def _read_only(target: URL) -> Engine | None:
    path = Path(str(target.database)).absolute()
    try:
        if not path.is_file():
            return None
    except OSError as fault:
        raise StorageFault("the database cannot be read; look at its owner and rights") from fault
    place = f"sqlite+pysqlite:///{path.as_uri()}?mode=ro&uri=true"
    return create_engine(place, connect_args={"timeout": PATIENCE})
