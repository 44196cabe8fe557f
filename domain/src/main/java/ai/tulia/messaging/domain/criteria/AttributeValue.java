package ai.tulia.messaging.domain.criteria;

import java.math.BigDecimal;

/** What an attribute is compared with: only an attribute of the same type can be equal. */
public sealed interface AttributeValue {
    record Text(String text) implements AttributeValue {}

    record Numeric(BigDecimal number) implements AttributeValue {}

    record Truth(boolean value) implements AttributeValue {}
}
