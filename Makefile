# The table of contents of a developer's day. `make` alone lists it.
PY = .venv/bin/python
.PHONY: help run test all check fix bench docs release
help: ## what there is
	@grep -E '^[a-z]+:.*##' Makefile | sed 's/:.*## /	/' | expand -t 10
run: ## start a workspace with its demo on port 8000
	./run
test: ## the quick suite
	./test
all: ## the whole suite: axe on every page, fuzzing, kills, real servers
	./test --all
check: ## format, lint, types, floors, templates, migrations, translations, documents
	$(PY) tools/check.py
fix: ## mend what can be mended by itself
	.venv/bin/ruff check --fix -q src tests tools
	.venv/bin/ruff format -q src tests tools
	$(PY) tools/documents.py
bench: ## measure against the bare floor of the same server and database; writes docs/benchmarks.md
	$(PY) tools/bench.py
docs: ## make again the parts of the documents that are made from the code
	$(PY) tools/documents.py
release: ## build the package that is handed out
	$(PY) tools/release.py
