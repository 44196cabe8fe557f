package ai.tulia.messaging.standalone.story;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** The main job from the first customer to the last message of the day's limit, on any running stack; a new tenant each time. */
public final class Story {
    private final Addresses addresses;
    private final Narrator narrator;
    private final Instant began;
    private final Clock clock;

    /** @param began when whoever watches began to wait for the first message */
    public Story(Addresses addresses, Narrator narrator, Instant began, Clock clock) {
        this.addresses = addresses;
        this.narrator = narrator;
        this.began = began;
        this.clock = clock;
    }

    /**
     * Plays every scene, also after one that failed; {@link Narrator#failures} says how it went.
     *
     * @return the key of the shop, if it could be opened
     */
    public Optional<String> play() {
        return play(() -> false);
    }

    /** @param stopping true once the stack is asked to stop: what fails from then on fails for that, and is not told */
    public Optional<String> play(BooleanSupplier stopping) {
        Shop[] opened = new Shop[1];
        if (!plays(stopping, () -> opened[0] = OpenShop.play(addresses, narrator))) {
            return Optional.empty();
        }
        Shop shop = opened[0];
        // Without customers nothing else can happen.
        if (plays(stopping, () -> new ImportCustomers(addresses.customers()).play(shop, narrator))) {
            scenes().forEach(scene -> plays(stopping, () -> scene.play(shop, narrator)));
        }
        return Optional.of(shop.key());
    }

    private List<Scene> scenes() {
        return List.of(
                new SendNow(this::firstDelivered),
                new SendByTemplate(),
                new WaitForQuietHours(clock),
                new RefuseWithoutConsent(),
                new ReachTheLimit(),
                new GoOverTheLimit(clock),
                new ScheduleAndCancel(clock),
                new SendBatch(clock),
                new BroadcastToMany(clock),
                new LoseAnAnswer(),
                new HearByWebhook(),
                new StopByTheCustomer(addresses, clock),
                new WhereToLook(addresses));
    }

    private void firstDelivered() {
        Duration waited = Duration.between(began, clock.instant());
        narrator.confirm(
                String.format(Locale.ROOT, "first message delivered after %.1f s", waited.toMillis() / 1000.0));
    }

    private boolean plays(BooleanSupplier stopping, Runnable part) {
        if (stopping.getAsBoolean()) {
            return false;
        }
        try {
            part.run();
            return true;
        } catch (StoryFailed e) {
            narrator.fails(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            if (stopping.getAsBoolean()) {
                return false;
            }
            narrator.fails("this part could not be played: " + e);
        }
        return false;
    }
}
