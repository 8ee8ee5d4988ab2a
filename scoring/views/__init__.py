"""Pages for people. Each view asks one question and renders its answer."""
