"""Pictures as bytes: sheets, uploads, metadata, archives."""
