package dev.orderstream.command;

import dev.orderstream.eventsourcing.BrokenStreamException;
import dev.orderstream.eventsourcing.Digest;
import dev.orderstream.eventsourcing.Document;
import dev.orderstream.eventsourcing.Document.Fields;
import dev.orderstream.eventsourcing.StreamOwners;
import dev.orderstream.eventsourcing.UnreadableException;
import dev.orderstream.eventsourcing.command.Command.Envelope;
import dev.orderstream.eventsourcing.command.CommandBus;
import dev.orderstream.eventsourcing.command.Outcome;
import dev.orderstream.http.HttpCall;
import dev.orderstream.http.Principal;
import dev.orderstream.http.Problem;
import dev.orderstream.http.RequestFields;
import dev.orderstream.http.RequestFields.Read;
import dev.orderstream.http.Scope;
import dev.orderstream.orders.Order;
import dev.orderstream.orders.OrderCommand;
import dev.orderstream.orders.OrderCommand.AddOrderItem;
import dev.orderstream.orders.OrderCommand.CancelOrder;
import dev.orderstream.orders.OrderCommand.CreateOrder;
import dev.orderstream.orders.OrderCommand.RemoveOrderItem;
import dev.orderstream.orders.OrderCommand.UpdateOrderStatus;
import dev.orderstream.orders.OrderCurrency;
import dev.orderstream.orders.OrderEvent;
import dev.orderstream.orders.OrderEvent.OrderItemAdded;
import dev.orderstream.orders.OrderId;
import dev.orderstream.orders.OrderRejection;
import dev.orderstream.orders.OrderStatus;
import dev.orderstream.orders.StatusChange;
import dev.orderstream.orders.Texts;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Put;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/** The commands of orders over HTTP: read the call, send the command, answer what came of it. */
@Controller
final class OrderController {

    private final CommandBus commands;
    private final StreamOwners owners;
    private final Envelopes envelopes;
    private final OrderCurrency defaultCurrency;

    OrderController(
            CommandBus commands,
            StreamOwners owners,
            Envelopes envelopes,
            OrderCurrency defaultCurrency) {
        this.commands = commands;
        this.owners = owners;
        this.envelopes = envelopes;
        this.defaultCurrency = defaultCurrency;
    }

    @Post("/orders")
    HttpResponse<String> create(HttpCall call) {
        call.query().only();
        CreateOrderRequest request = CreateOrderRequest.of(call, defaultCurrency);
        call.principal().requireOwn(request.customerId().value());
        String keyOwner = keyOwner(call.principal(), request);
        OrderId id = newId(keyOwner, Envelopes.key(call));
        Envelope envelope =
                envelopes.ofCreate(call, keyOwner, id.stream(), "CreateOrder", request.sent());
        CreateOrder command =
                new CreateOrder(
                        id,
                        request.customerId(),
                        request.currency(),
                        request.items(),
                        request.shippingAddress(),
                        envelope);
        return OrderAnswers.answer(
                        201,
                        id,
                        commands.dispatch(command),
                        (json, events) -> json.text("status", OrderStatus.PENDING.word()))
                .header("Location", call.prefix() + "/orders/" + id.value());
    }

    /** A key belongs to its caller; where nobody is known, to the customer that the body names. */
    private static String keyOwner(Principal principal, CreateOrderRequest request) {
        return principal.isAnonymous() ? request.customerId().value() : principal.userId();
    }

    /** The same key makes the same order, so that a repeat meets its own first commit. */
    private static OrderId newId(String keyOwner, Optional<String> key) {
        return OrderId.of(
                key.map(text -> Digest.of(OrderId.CATEGORY, keyOwner, text).toUuid())
                        .orElseGet(UUID::randomUUID));
    }

    @Post("/orders/{order_id}/items")
    HttpResponse<String> addItem(HttpCall call) {
        OrderId id = orderId(call);
        ItemRequest request = ItemRequest.of(call);
        Envelope envelope = envelopes.ofChange(call, id.stream(), "AddOrderItem", request.sent());
        return OrderAnswers.answer(
                200,
                id,
                change(call, id, order -> new AddOrderItem(order, request.item(), envelope)),
                (json, events) -> {
                    json.text("status", "item_added");
                    for (OrderEvent event : events) {
                        if (event instanceof OrderItemAdded added) {
                            json.number("line", added.line());
                        }
                    }
                });
    }

    @Delete("/orders/{order_id}/items/{line}")
    HttpResponse<String> removeItem(HttpCall call) {
        call.query().only();
        OrderId id = orderId(call);
        int line = line(call);
        Fields sent = Document.fields().put("line", Integer.toString(line)).build();
        Envelope envelope = envelopes.ofChange(call, id.stream(), "RemoveOrderItem", sent);
        return OrderAnswers.answer(
                200,
                id,
                change(call, id, order -> new RemoveOrderItem(order, line, envelope)),
                (json, events) -> json.text("status", "item_removed").number("line", line));
    }

    @Put("/orders/{order_id}/status")
    HttpResponse<String> updateStatus(HttpCall call) {
        call.query().only();
        OrderId id = orderId(call);
        StatusRequest request = StatusRequest.of(call);
        if (!(request.change() instanceof StatusChange.Cancel)) {
            call.principal().require(Scope.ADMIN);
        }
        Envelope envelope =
                envelopes.ofChange(call, id.stream(), "UpdateOrderStatus", request.sent());
        return OrderAnswers.answer(
                200,
                id,
                change(call, id, order -> new UpdateOrderStatus(order, request.change(), envelope)),
                (json, events) -> json.text("status", request.change().status().word()));
    }

    @Delete("/orders/{order_id}")
    HttpResponse<String> cancel(HttpCall call) {
        OrderId id = orderId(call);
        RequestFields fields = RequestFields.ofQuery(call.query().only("reason"), Set.of());
        Read<String> reason =
                fields.optionalText("reason", text -> Texts.check(text, StatusChange.REASON_MAX));
        fields.check();
        Envelope envelope = envelopes.ofChange(call, id.stream(), "CancelOrder", fields.accepted());
        return OrderAnswers.answer(
                200,
                id,
                change(call, id, order -> new CancelOrder(order, reason.value(), envelope)),
                (json, events) -> json.text("status", OrderStatus.CANCELLED.word()));
    }

    /**
     * What comes of a command that changes an order. If the order can't be read, only those who may
     * see it are told so. For all others the command is sent to an order that does not exist, so
     * that they get the same answer.
     */
    private Outcome<Order, OrderEvent, OrderRejection> change(
            HttpCall call, OrderId id, Function<OrderId, OrderCommand> command) {
        try {
            return commands.dispatch(command.apply(id));
        } catch (UnreadableException | BrokenStreamException unreadable) {
            Optional<String> customer = call.principal().onlyCustomer(Optional::of);
            if (customer.isEmpty() || customer.equals(owners.find(id.stream()))) {
                throw unreadable;
            }
            return commands.dispatch(command.apply(OrderId.of(UUID.randomUUID())));
        }
    }

    private static OrderId orderId(HttpCall call) {
        return OrderId.find(call.variable("order_id"))
                .orElseThrow(() -> Problem.orderNotFound().asException());
    }

    /** A text that is no line's number names no line. */
    private static int line(HttpCall call) {
        String text = call.variable("line");
        if (!text.matches("[1-9][0-9]{0,8}")) {
            throw OrderAnswers.lineNotFound().asException();
        }
        return Integer.parseInt(text);
    }
}
