"""Image providers that live outside this program: one small class each, upon one HTTP client and one closed set of errors."""
