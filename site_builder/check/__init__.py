"""Rules over the assembled site, one a file: values in, diagnostics out."""
