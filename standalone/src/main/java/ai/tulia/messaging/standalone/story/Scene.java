package ai.tulia.messaging.standalone.story;

/** One thing that happens in an open shop. */
@FunctionalInterface
interface Scene {
    /** @throws StoryFailed when it does not happen as told */
    void play(Shop shop, Narrator narrator);
}
