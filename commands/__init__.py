"""VERBS: one file per command; `ls commands/` is the product's menu."""
