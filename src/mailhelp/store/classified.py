"""Classifications and deadlines as columns of the ticket's row."""

from dataclasses import fields
from typing import Any

from mailhelp.core.ticket import Classification, Kind, Level, Priority, Promise, Reason, RequestType

_REASON = tuple(field.name for field in fields(Reason))
_PLAIN = tuple(field.name for field in fields(Classification) if field.name != "reasons")


def classification_json(classification: Classification) -> dict[str, Any]:
    """Return the whole classification with its reasons as JSON values."""
    reasons = [{name: getattr(reason, name) for name in _REASON} for reason in classification.reasons]
    return {**{name: getattr(classification, name) for name in _PLAIN}, "reasons": reasons}


def classification_row(classification: Classification) -> dict[str, Any]:
    """Return the values of the ticket's columns that a classification fills."""
    return {
        "kind": classification.kind,
        "request_type": classification.request_type,
        "impact": classification.impact,
        "urgency": classification.urgency,
        "priority": classification.priority,
        "confidence": classification.confidence,
        "check_classification": classification.check,
        "classification": classification_json(classification),
    }


def promise_row(promise: Promise) -> dict[str, Any]:
    """Return the values of the ticket's columns that a deadline fills."""
    return {
        "due_at": promise.due_at,
        "work_by": promise.work_by,
        "moved_by": promise.moved_by,
        "target": promise.target,
        "respond_due_at": promise.respond_due_at,
        "counted": [(part.start.isoformat(), part.end.isoformat()) for part in promise.counted],
    }


def classification_of(stored: dict[str, Any]) -> Classification:
    """Return a classification as it was when it was stored with its ticket."""
    known = {field.name for field in fields(Classification)}
    values = {key: one for key, one in stored.items() if key in known}
    typed = {
        "kind": Kind(values["kind"]),
        "request_type": RequestType(values["request_type"]) if values["request_type"] else None,
        "impact": Level(values["impact"]),
        "urgency": Level(values["urgency"]),
        "priority": Priority(values["priority"]) if values["priority"] else None,
        "reasons": tuple(Reason(**{**one, "words": tuple(one["words"])}) for one in values["reasons"]),
    }
    return Classification(**{**values, **typed})
