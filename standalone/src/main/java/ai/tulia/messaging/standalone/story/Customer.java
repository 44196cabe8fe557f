package ai.tulia.messaging.standalone.story;

import java.time.ZoneId;

/** Someone of the sample file, as the API knows them. */
record Customer(String id, String name, String phoneNumber, ZoneId zone) {
    String firstName() {
        return name.substring(0, name.indexOf(' '));
    }

    /** Where they live, for a reader: {@code New York}. */
    String place() {
        String id = zone.getId();
        return id.substring(id.lastIndexOf('/') + 1).replace('_', ' ');
    }
}
