package ai.tulia.messaging.api.conversation;

import ai.tulia.messaging.api.etag.IfMatch;
import ai.tulia.messaging.api.etag.Versioned;
import ai.tulia.messaging.api.problem.Checks;
import ai.tulia.messaging.api.security.Caller;
import ai.tulia.messaging.api.security.RequiresScope;
import ai.tulia.messaging.api.security.Scopes;
import ai.tulia.messaging.domain.consent.KeywordLanguage;
import ai.tulia.messaging.domain.consent.Keywords;
import ai.tulia.messaging.store.audit.AuditAction;
import ai.tulia.messaging.store.audit.AuditEvent;
import ai.tulia.messaging.store.audit.AuditLog;
import ai.tulia.messaging.store.database.TenantTransactions;
import ai.tulia.messaging.store.inbound.KeywordSettings;
import ai.tulia.messaging.store.inbound.KeywordSettingsRepository;
import ai.tulia.messaging.store.inbound.KeywordSettingsRepository.Stored;
import com.fasterxml.jackson.annotation.JsonIgnore;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Keywords")
@RequestMapping("/v1/keywords")
class KeywordsController {
    private static final int MAX_WORDS = 50;
    private static final int MAX_WORD_LENGTH = 50;
    private static final int MAX_REPLY_LENGTH = 1_600;
    private static final List<String> LANGUAGES =
            Arrays.stream(KeywordLanguage.values()).map(KeywordLanguage::code).toList();

    private final TenantTransactions transactions;
    private final KeywordSettingsRepository keywords;
    private final AuditLog audit;
    private final Clock clock;

    KeywordsController(
            TenantTransactions transactions, KeywordSettingsRepository keywords, AuditLog audit, Clock clock) {
        this.transactions = transactions;
        this.keywords = keywords;
        this.audit = audit;
        this.clock = clock;
    }

    record KeywordsRequest(
            @Schema(description = "Lists beside the English one: de, es, fr, it, nl, pt.") @Nullable
            List<@Nullable String> languages,

            @Schema(description = "Your own words, at most 50; case, accents and punctuation make no difference.")
            @Nullable
            List<@Nullable String> stop,

            @Nullable List<@Nullable String> start,
            @Nullable List<@Nullable String> help,

            @Schema(description = "What is answered to a STOP; left out: a standard text.") @Nullable
            String stopReply,

            @Schema(description = "What is answered to a START that takes back a STOP; left out: a standard text.")
            @Nullable
            String startReply,

            @Schema(description = "What is answered to HELP; left out: nothing.") @Nullable
            String helpReply) {}

    record KeywordsResponse(
            List<String> languages,
            List<String> stop,
            List<String> start,
            List<String> help,
            @Nullable String stopReply,
            @Nullable String startReply,
            @Nullable String helpReply,
            @JsonIgnore long rowVersion)
            implements Versioned {
        static KeywordsResponse of(Stored stored) {
            KeywordSettings settings = stored.settings();
            return new KeywordsResponse(
                    settings.languages().stream().map(KeywordLanguage::code).toList(),
                    settings.stop(),
                    settings.start(),
                    settings.help(),
                    settings.stopReply(),
                    settings.startReply(),
                    settings.helpReply(),
                    stored.version());
        }
    }

    @Operation(
            operationId = "getKeywords",
            summary = "Show the words by which customers stop, start and ask for help, beside the English ones")
    @RequiresScope(Scopes.CONSENTS_READ)
    @GetMapping
    KeywordsResponse get(Caller caller) {
        return KeywordsResponse.of(transactions.read(caller.tenantId(), () -> keywords.find(caller.tenantId())));
    }

    @Operation(
            operationId = "setKeywords",
            summary = "Set the words by which customers stop, start and ask for help",
            description =
                    "They hold beside Twilio's English ones, which nobody can take away. Where a sender leaves the"
                            + " answers to Twilio, the replies are not used.")
    @RequiresScope(Scopes.CONSENTS_WRITE)
    @PutMapping
    KeywordsResponse put(Caller caller, IfMatch ifMatch, @RequestBody KeywordsRequest request) {
        KeywordSettings settings = checked(request);
        UUID tenant = caller.tenantId();
        return KeywordsResponse.of(transactions.call(tenant, () -> {
            Stored stored = keywords.put(tenant, settings, ifMatch);
            audit.add(
                    AuditEvent.byKey(tenant, caller.keyId(), AuditAction.KEYWORDS_CHANGED, null, Map.of()),
                    clock.instant());
            return stored;
        }));
    }

    private static KeywordSettings checked(KeywordsRequest request) {
        var checks = new Checks()
                .that(
                        request.languages() == null || LANGUAGES.containsAll(request.languages()),
                        "languages",
                        "hold one that has no list",
                        "give some of " + String.join(", ", LANGUAGES))
                .lines("stop_reply", request.stopReply(), MAX_REPLY_LENGTH)
                .lines("start_reply", request.startReply(), MAX_REPLY_LENGTH)
                .lines("help_reply", request.helpReply(), MAX_REPLY_LENGTH);
        words("stop", request.stop(), checks);
        words("start", request.start(), checks);
        words("help", request.help(), checks);
        checks.done();
        return new KeywordSettings(
                given(request.languages()).stream()
                        .map(KeywordLanguage::fromCode)
                        .toList(),
                given(request.stop()),
                given(request.start()),
                given(request.help()),
                request.stopReply(),
                request.startReply(),
                request.helpReply());
    }

    private static void words(String field, @Nullable List<@Nullable String> words, Checks checks) {
        if (words == null) {
            return;
        }
        checks.that(words.size() <= MAX_WORDS, field, "are too many", "give at most " + MAX_WORDS);
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            checks.text(field + "[" + i + "]", word, MAX_WORD_LENGTH)
                    .that(
                            word != null && !Keywords.folded(word).isEmpty(),
                            field + "[" + i + "]",
                            "has neither a letter nor a digit",
                            "give a word with letters or digits, such as pausa");
        }
    }

    private static List<String> given(@Nullable List<@Nullable String> words) {
        return words == null
                ? List.of()
                : words.stream().map(Objects::requireNonNull).distinct().toList();
    }
}
