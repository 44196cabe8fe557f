"""The stack that a user comes from, kept generous (no ORM): a Celery task a message on Redis, a SELECT for the customer and
one for the consent, a sorted set for the limit, a template by regular expression, a POST by Twilio's Python SDK, an INSERT.

Ports come from the environment: POSTGRES (with PGUSER, PGPASSWORD, PGDATABASE), REDIS, PROVIDER.
celery -A predecessor worker -c N   works them off;   python predecessor.py COUNT   puts so many in line.
"""

import os
import re
import sys
import time

import psycopg2
import redis
from celery import Celery

BROKER = f"redis://127.0.0.1:{os.environ['REDIS']}/8"
CUSTOMERS = 20_000
DAY = 86_400
LIMIT = 10_000_000
TEMPLATE = "Hi {{name}}, your order is ready"

app = Celery("predecessor", broker=BROKER)
app.conf.worker_prefetch_multiplier = 50
app.conf.task_ignore_result = True

_connections = {}


def connections():
    """Of this worker process, opened once."""
    if not _connections:
        from twilio.http.http_client import TwilioHttpClient
        from twilio.rest import Client

        provider = f"http://127.0.0.1:{os.environ['PROVIDER']}"

        class Loopback(TwilioHttpClient):
            def request(self, method, url, *args, **kwargs):
                return super().request(method, url.replace("https://api.twilio.com", provider), *args, **kwargs)

        ledger = psycopg2.connect(host="127.0.0.1", port=os.environ["POSTGRES"])
        ledger.autocommit = True
        _connections.update(
            ledger=ledger,
            counters=redis.Redis(port=int(os.environ["REDIS"]), db=9),
            twilio=Client("AC" + "0" * 32, "token", http_client=Loopback()),
        )
    return _connections["ledger"].cursor(), _connections["counters"], _connections["twilio"]


@app.task
def send(customer):
    cursor, counters, twilio = connections()
    now = time.time()
    cursor.execute("select phone, name from customer where tenant = 1 and id = %s", (customer,))
    phone, name = cursor.fetchone()
    cursor.execute("select granted from consent where customer = %s and type = 'promotional'", (customer,))
    if not cursor.fetchone()[0]:
        return
    counters.zremrangebyscore("used:1", 0, now - DAY)
    if counters.zcard("used:1") >= LIMIT:
        return
    body = re.sub(r"\{\{(\w+)\}\}", lambda found: {"name": name}.get(found[1], ""), TEMPLATE)
    sent = twilio.messages.create(to="whatsapp:" + phone, from_="whatsapp:+14155238886", body=body)
    cursor.execute(
        "insert into message (tenant, customer, body, status, sid) values (1, %s, %s, 'sent', %s)",
        (customer, body, sent.sid),
    )
    counters.zadd("used:1", {f"{customer}:{now}": now})


if __name__ == "__main__":
    with app.connection_for_write() as connection:
        for n in range(int(sys.argv[1])):
            send.apply_async((n % CUSTOMERS + 1,), connection=connection)
