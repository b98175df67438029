"""An object store for tests: moto's server, on a free port of loopback."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import boto3
import pytest
from moto.s3.models import s3_backends
from moto.server import ThreadedMotoServer
from msgspec import Struct
from s3fs import S3FileSystem

BUCKET = "made-up"
_ACCOUNT = "123456789012"


class ObjectStore(Struct, frozen=True):
    """The store; `variables` are what a process needs to reach it."""

    variables: dict[str, str]

    def _keys(self, prefix: str) -> dict[str, Any]:
        bucket = s3_backends[_ACCOUNT]["aws"].buckets[BUCKET]
        return {name: key for name, key in bucket.keys.items() if name.startswith(prefix)}

    def files(self, prefix: str) -> dict[str, bytes]:
        """Return every object below a prefix."""
        return {name[len(prefix) :]: key.value for name, key in self._keys(prefix).items()}

    def times(self, prefix: str) -> dict[str, datetime]:
        """Return when each object below a prefix was written, to the microsecond."""
        return {name[len(prefix) :]: key.last_modified for name, key in self._keys(prefix).items()}

    def publish(self) -> None:
        """Let everybody read what lies in the bucket, as a site's is read."""
        anybody = {
            "Effect": "Allow",
            "Principal": "*",
            "Action": "s3:GetObject",
            "Resource": f"arn:aws:s3:::{BUCKET}/*",
        }
        policy = json.dumps({"Version": "2012-10-17", "Statement": [anybody]})
        boto3.client("s3").put_bucket_policy(Bucket=BUCKET, Policy=policy)

    def metadata(self, name: str) -> Mapping[str, str]:
        """Return the headers that an object is served with, in whatever case they are asked for."""
        found: Mapping[str, str] = self._keys(name)[name].metadata
        return found

    def kind(self, name: str) -> str:
        """Return the media type that an object is served with."""
        return self.metadata(name)["Content-Type"]


@contextmanager
def object_store() -> Iterator[ObjectStore]:
    """Return a store with an empty bucket; this process can reach it."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    try:
        host, port = server.get_host_and_port()
        variables = {
            "AWS_ENDPOINT_URL": f"http://{host}:{port}",
            "AWS_ACCESS_KEY_ID": "made-up",
            "AWS_SECRET_ACCESS_KEY": "made-up",
            "AWS_DEFAULT_REGION": "us-east-1",
            "NO_PROXY": host,
        }
        with pytest.MonkeyPatch.context() as patch:
            for name, value in variables.items():
                patch.setenv(name, value)
            S3FileSystem.clear_instance_cache()  # it may know the server of other tests
            boto3.client("s3").create_bucket(Bucket=BUCKET)
            yield ObjectStore(variables)
    finally:
        server.stop()
