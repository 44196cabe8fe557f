package ai.tulia.messaging.api.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.api.testing.Answer;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Every place of the document where an operation takes an id is given one of another tenant: it is answered as an id of
 * nothing is, tells nothing of the other's, and changes nothing there. A new operation or field is tried by that alone.
 */
class OtherTenantsIdsTest extends DocumentTest {
    private static final Pattern UUIDS = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final Pattern TIMES = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z?");
    private static final Pattern NUMBERS = Pattern.compile("\\+1415[2-9]\\d{6}");
    private static final String SENDER = "+14155238886";

    private final JsonNode document = document();

    /** The time of the document's examples. */
    @BeforeEach
    void whenTheExamplesAreTold() {
        api().clock().advance(Duration.between(api().clock().instant(), Instant.parse("2027-03-01T09:00:00Z")));
    }

    @Test
    void anIdOfAnotherTenantIsAnsweredAsOneOfNothingAndLeavesItsRowsAsTheyAre() {
        var mine = new TenantThings(api(), ledger(), tenant());
        var theirs = new TenantThings(api(), ledger(), tenant());
        List<IdPlace> places = IdPlace.of(document);
        var taken = new HashMap<String, String>();
        places.forEach(place -> taken.computeIfAbsent(place.kind(), theirs::make));
        Map<String, String> before = rows(theirs.tenant().id());
        Set<String> secrets = secrets(before);
        var all = new SoftAssertions();
        for (IdPlace place : places) {
            for (String accept : place.operation().answers()) {
                String id = taken.get(place.kind());
                var request = new IdRequest(places, place, accept, mine);
                Answer answer = request.with(id);
                Answer ofNothing = request.with(nothing(place, id));
                String where = place + " as " + accept;
                all.assertThat(known(answer)).as(where).isEqualTo(known(ofNothing));
                all.assertThat(told(answer, secrets, id)).as(where).isEmpty();
                // The test reaches what looks the id up: one of its own is answered in another way.
                if (place.operation().isFor("tenantKey")
                        && !place.kind().equals("cursor")
                        && !accept.equals("text/event-stream")) {
                    Answer own = request.with(mine.make(place.kind()));
                    all.assertThat(known(own)).as(where + ", its own").isNotEqualTo(known(ofNothing));
                }
            }
        }
        all.assertAll();
        assertThat(rows(theirs.tenant().id())).isEqualTo(before);
    }

    @Test
    void idsAreFoundInPathsQueriesBodiesAndArrays() {
        assertThat(IdPlace.of(document).stream().map(IdPlace::toString))
                .contains(
                        "getMessage: path id",
                        "resendMessage: path id",
                        "listMessages: query customer_id",
                        "listMessages: query cursor",
                        "sendMessage: body customer_id",
                        "sendBatch: body items.0.template_id",
                        "createBroadcast: body customer_ids.0",
                        "createBroadcast: body audience_id",
                        "replayWebhookEvents: body event_id",
                        "revokeApiKey: path key_id");
    }

    /** Next to the other's: in an order by ids nothing lies between. */
    private static String nothing(IdPlace place, String id) {
        if (place.kind().equals("cursor")) {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(id));
            return TenantThings.cursor(new UUID(bytes.getLong(), bytes.getLong() ^ 1));
        }
        if (!UUIDS.matcher(id).matches()) {
            return id + "0";
        }
        UUID uuid = UUID.fromString(id);
        return new UUID(uuid.getMostSignificantBits(), uuid.getLeastSignificantBits() ^ 1).toString();
    }

    /** What of an answer is the same each time. */
    private static String known(Answer answer) {
        String body = answer.header("Content-Type").equals("application/problem+json")
                ? answer.problem().toString()
                : answer.body();
        String alike = TIMES.matcher(UUIDS.matcher(body).replaceAll("(an id)")).replaceAll("(a time)");
        return answer.status() + " " + NUMBERS.matcher(alike).replaceAll("(a number)");
    }

    /** Ids and numbers of the other tenant that the answer has, without the one that was asked for. */
    private static Set<String> told(Answer answer, Set<String> secrets, String asked) {
        Set<String> told = found(answer.body());
        told.retainAll(secrets);
        told.remove(asked);
        return told;
    }

    private static Set<String> secrets(Map<String, String> rows) {
        var all = new HashSet<String>();
        rows.values().forEach(text -> all.addAll(found(text)));
        all.remove(SENDER);
        return all;
    }

    private static Set<String> found(String text) {
        var all = new HashSet<String>();
        UUIDS.matcher(text).results().map(MatchResult::group).forEach(all::add);
        NUMBERS.matcher(text).results().map(MatchResult::group).forEach(all::add);
        return all;
    }

    /** Every row of a tenant, by table; without what is noted of its keys behind the answers. */
    private static Map<String, String> rows(UUID tenant) {
        String tables = ledger().queryText("select string_agg(c.table_name, ' ') from information_schema.columns c"
                + " join information_schema.tables t using (table_schema, table_name)"
                + " where c.table_schema = 'public' and c.column_name = 'tenant_id'"
                + " and t.table_type = 'BASE TABLE'");
        var rows = new TreeMap<String, String>();
        for (String table : tables.split(" ")) {
            String all = ledger().queryText("select string_agg((r - 'last_used_at')::text, ' ' order by r::text) from ("
                    + "select to_jsonb(t) as r from " + table + " t where tenant_id = '" + tenant + "') s"
                    + " where r ->> 'action' is distinct from 'api_key.first_used'");
            rows.put(table, all == null ? "" : all);
        }
        return rows;
    }
}
