"""Show: typed answers, and thin skins over them (command line, terminal, brief)."""
