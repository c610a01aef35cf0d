"""What turns functions into commands: calls, replies, words, tokens, parsing, dispatch."""
