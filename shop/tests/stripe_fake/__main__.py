"""Run the stand-in on its own, for a shop on this machine."""

import argparse
import threading

from shop.tests.stripe_fake.server import FakeStripe


def main() -> None:
    """Answer until the process is ended."""
    parser = argparse.ArgumentParser(prog="python -m shop.tests.stripe_fake", description=__doc__)
    parser.add_argument("--port", type=int, default=4010)
    parser.add_argument("--webhooks", default="", help="where signed messages go")
    parser.add_argument("--secret", default="whsec_stand_in")
    options = parser.parse_args()
    fake = FakeStripe(port=options.port)
    fake.courier.configure(url=options.webhooks, secret=options.secret)
    fake.start()
    threading.Event().wait()


if __name__ == "__main__":
    main()
