"""Runners: where the per-document steps run. They never decide what the steps are."""
