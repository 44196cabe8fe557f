package ai.tulia.messaging.store.audience;

import ai.tulia.messaging.domain.criteria.Criteria;
import ai.tulia.messaging.domain.message.Channel;
import java.time.Instant;
import java.util.Map;

/**
 * Criteria as a condition over the table {@code customer} under the alias {@code c}, to be put into a statement such as
 * {@code select … from customer c where c.tenant_id = :tenant and (<condition>)}.
 *
 * <p>No value and no name of the criteria is part of the condition's text: everything a caller gave is a parameter. The
 * condition raises no error, whatever the attributes hold. Null counts as false.
 *
 * @param condition SQL over the alias {@code c}
 * @param parameters by name, each beginning with {@code criteria_}
 */
public record CriteriaSql(String condition, Map<String, Object> parameters) {
    public CriteriaSql {
        parameters = Map.copyOf(parameters);
    }

    /**
     * @param channel whose consents count: that of the tenant's sender
     * @param now from when days ago are counted
     */
    public static CriteriaSql of(Criteria criteria, Channel channel, Instant now) {
        var compiler = new CriteriaCompiler(channel, now);
        return new CriteriaSql(compiler.condition(criteria), compiler.parameters());
    }
}
