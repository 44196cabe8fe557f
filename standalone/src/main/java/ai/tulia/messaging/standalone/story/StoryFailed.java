package ai.tulia.messaging.standalone.story;

/** Something did not come out as the story says. */
final class StoryFailed extends RuntimeException {
    private static final long serialVersionUID = 1;

    StoryFailed(String expectedAndFound) {
        super(expectedAndFound);
    }
}
