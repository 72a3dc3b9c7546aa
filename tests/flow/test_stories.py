"""Each folder of `stories` is told as its `story.txt` says."""

from pathlib import Path

import pytest

from tests.flow.storybook import STORIES, tell
from tests.postgres import Postgres

TITLES = sorted(path.name for path in STORIES.iterdir() if path.is_dir())


@pytest.mark.parametrize("title", TITLES)
def test_the_story_goes_as_it_is_written(title: str, tmp_path: Path) -> None:
    story = STORIES / title

    assert tell(story, tmp_path) == (story / "story.txt").read_text(encoding="utf-8")


@pytest.mark.server
@pytest.mark.parametrize("title", TITLES)
def test_the_story_goes_the_same_way_on_postgresql(title: str, tmp_path: Path, postgres: Postgres) -> None:
    story = STORIES / title

    assert tell(story, tmp_path, url=postgres.url()) == (story / "story.txt").read_text(encoding="utf-8")


def test_there_are_stories() -> None:
    assert len(TITLES) >= 8
