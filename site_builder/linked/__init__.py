"""What machines of other sites read of the data: DCAT, schema.org, the files there are."""
