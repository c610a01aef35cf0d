"""The sketch painter: pictures made from words with vectors, no key and no network."""
