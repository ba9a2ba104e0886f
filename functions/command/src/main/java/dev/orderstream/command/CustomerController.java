package dev.orderstream.command;

import dev.orderstream.eventsourcing.command.Command.Envelope;
import dev.orderstream.eventsourcing.command.CommandBus;
import dev.orderstream.http.HttpCall;
import dev.orderstream.http.RequestFields;
import dev.orderstream.http.RequestFields.Read;
import dev.orderstream.orders.Customer;
import dev.orderstream.orders.CustomerCommand.NameCustomer;
import dev.orderstream.orders.CustomerEvent;
import dev.orderstream.orders.CustomerEvent.CustomerNamed;
import dev.orderstream.orders.CustomerId;
import dev.orderstream.orders.Texts;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Put;

/** The commands of customers over HTTP. */
@Controller("/customers")
final class CustomerController {

    private final CommandBus commands;
    private final Envelopes envelopes;

    CustomerController(CommandBus commands, Envelopes envelopes) {
        this.commands = commands;
        this.envelopes = envelopes;
    }

    @Put("/{customer_id}")
    HttpResponse<String> name(HttpCall call) {
        call.query().only();
        CustomerId id = call.customer(CustomerId::find);
        RequestFields body = RequestFields.ofBody(call).only("name");
        Read<String> name = body.text("name", text -> Texts.check(text, Customer.NAME_MAX));
        body.check();
        Envelope envelope = envelopes.ofChange(call, id.stream(), "NameCustomer", body.accepted());
        var outcome = commands.dispatch(new NameCustomer(id, name.get(), envelope));
        return CommandAnswers.answer(
                CommandAnswers.statusOfPut(outcome),
                outcome,
                never -> {
                    throw new IllegalStateException("no rule refuses a name");
                },
                (json, events) -> {
                    json.text("customer_id", id.value());
                    for (CustomerEvent event : events) {
                        switch (event) {
                            case CustomerNamed(String stored) -> json.text("name", stored);
                        }
                    }
                });
    }
}
