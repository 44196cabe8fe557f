package ai.tulia.messaging.standalone.story;

import java.nio.file.Path;
import java.time.ZoneId;

/** The customers come from a spreadsheet. */
record ImportCustomers(Path file) implements Scene {
    private static final int IN_THE_FILE = 12;

    @Override
    public void play(Shop shop, Narrator narrator) {
        narrator.heading("Customers come from a CSV file", """
                Twelve people from San Francisco to Auckland, each with a time zone and what they consented to. A row
                with a mistake would be left out and reported with its line and column.""");
        shop.self()
                .postCsv("/v1/customers/import", file)
                .status(200)
                .says("created", Integer.toString(IN_THE_FILE))
                .says("skipped", "0")
                .so("all " + IN_THE_FILE + " are in");
        shop.self()
                .get("/v1/customers?limit=" + IN_THE_FILE)
                .status(200)
                .answer()
                .body()
                .path("items")
                .forEach(item -> {
                    var customer = new Customer(
                            item.path("id").asString(),
                            item.path("name").asString(),
                            item.path("phone_number").asString(),
                            ZoneId.of(item.path("time_zone").asString()));
                    shop.people().byName().put(customer.name(), customer);
                });
    }
}
