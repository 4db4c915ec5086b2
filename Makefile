VENV := .venv
PYTHON ?= python3
PORT ?= 8080
READY := $(VENV)/.ready

.PHONY: run talk test check model clean

run: $(READY)  ## start the service on this machine
	$(VENV)/bin/cramp-coach run --port $(PORT)

talk: $(READY)  ## talk to the skill in this terminal
	$(VENV)/bin/cramp-coach talk

test: check $(READY)  ## everything: lint, types, tests
	$(VENV)/bin/pytest

check: $(READY)  ## lint, types, and the rules, words and model
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy
	$(VENV)/bin/cramp-coach check

model: $(READY)  ## compile interaction_model/ to Alexa's JSON
	$(VENV)/bin/cramp-coach model

$(READY): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(VENV)/bin/pip install --quiet --disable-pip-version-check --editable '.[dev]'
	touch $(READY)

clean:
	rm -rf $(VENV) build dist *.egg-info
