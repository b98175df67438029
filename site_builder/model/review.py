"""三审三校: who has passed a document, and which wording the last of them passed."""

from enum import StrEnum

from msgspec import Struct


class Step(StrEnum):
    """The steps in their order; the values are the keys of `review:` in front matter."""

    FIRST = "first"
    SECOND = "second"
    FINAL = "final"
    PROOF_1 = "proof-1"
    PROOF_2 = "proof-2"
    PROOF_3 = "proof-3"


STEP_WORDS = {
    Step.FIRST: "初审",
    Step.SECOND: "二审",
    Step.FINAL: "终审",
    Step.PROOF_1: "一校",
    Step.PROOF_2: "二校",
    Step.PROOF_3: "三校",
}
"""What editors call the steps."""


class Signature(Struct, frozen=True, kw_only=True):
    """One step done: by whom, in which role, on which day. Never shown on a page."""

    step: Step
    role: str
    person: str
    date: str


class Review(Struct, frozen=True, kw_only=True):
    """The steps done; `digest` is what the final approval binds, "" where there is none."""

    signatures: tuple[Signature, ...] = ()
    digest: str = ""

    def missing(self) -> tuple[Step, ...]:
        """Return the steps still to be done, in their order."""
        done = {signature.step for signature in self.signatures}
        return tuple(step for step in Step if step not in done)


NOT_REVIEWED = Review()
"""No step is done."""
