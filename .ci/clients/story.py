"""A client made by openapi-python-client, against a stack: the number of a new customer is its argument."""

import os
import sys

from tulia_messaging_client import AuthenticatedClient
from tulia_messaging_client.api.audiences import preview_criteria
from tulia_messaging_client.api.consents import record_consent
from tulia_messaging_client.api.customers import create_customer
from tulia_messaging_client.api.messages import list_message_events, send_message
from tulia_messaging_client.models import (
    AllOfCriteria,
    ConsentRequest,
    ConsentState,
    ConsentType,
    CriteriaRequest,
    EqualityCondition,
    EqualityConditionOp,
    MessageType,
    CustomerRequest,
    Problem,
    SendRequest,
)

client = AuthenticatedClient(base_url=os.environ["TULIA_API"], token=os.environ["TULIA_API_KEY"])

customer = create_customer.sync(client=client, body=CustomerRequest(phone_number=sys.argv[1], name="Pia"))
hello = SendRequest(customer_id=customer.id, message_type=MessageType.PROMOTIONAL, content="Hello {{name}}")

refused = send_message.sync(client=client, body=hello)
assert isinstance(refused, Problem) and refused.code == "consent_missing", refused

record_consent.sync(
    customer.id,
    client=client,
    body=ConsentRequest(type_=ConsentType.PROMOTIONAL, state=ConsentState.GRANTED, source="web form"),
)
message = send_message.sync(client=client, body=hello, idempotency_key=f"python-{customer.id}")
assert message.content == "Hello Pia", message

named_pia = AllOfCriteria(
    all_=[EqualityCondition(field="name", op=EqualityConditionOp("="), value="Pia")],
)
assert preview_criteria.sync(client=client, body=CriteriaRequest(criteria=named_pia)).recipients >= 1

events = list_message_events.sync(message.message_id, client=client)
print(f"python: {message.state}, {' '.join(event.kind for event in events.items)}")
