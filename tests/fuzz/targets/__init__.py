"""The fuzz targets: each module has SEEDS, WORDS and `check(data)`, which raises where a promise is broken."""
