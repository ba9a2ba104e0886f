import client.ApiClient;
import client.ApiException;
import client.api.OrdersApi;
import client.model.CreateOrder;
import client.model.CreatedOrder;
import client.model.HistoryEntry;
import client.model.NewItem;
import client.model.Order;
import client.model.OrderCreated;
import client.model.ShippingAddress;
import client.model.UnitPrice;
import java.math.BigDecimal;
import java.util.UUID;

/** What somebody writes who has generated a client: creates an order and reads it. */
class CreateAndRead {

    public static void main(String[] args) throws Exception {
        ApiClient client = new ApiClient();
        client.updateBaseUri(args[0]);
        OrdersApi orders = new OrdersApi(client);

        CreateOrder request =
                new CreateOrder()
                        .customerId("c-client")
                        .addItemsItem(
                                new NewItem()
                                        .productId("sku-1")
                                        .quantity(2)
                                        .unitPrice(new UnitPrice("12.60")))
                        .addItemsItem(
                                new NewItem()
                                        .productId("sku-2")
                                        .quantity(1)
                                        .unitPrice(new UnitPrice(new BigDecimal("0.10"))))
                        .shippingAddress(
                                new ShippingAddress()
                                        .line1("1 Main Street")
                                        .city("Berlin")
                                        .country("DE"));
        CreatedOrder created = orders.createOrder(request, "a-key", null);
        Order order =
                orders.getOrder(created.getOrderId(), 1, null, new BigDecimal("10"), null, null);
        HistoryEntry first =
                orders.getOrderHistory(
                                created.getOrderId(), null, null, 1, null, null, null, null)
                        .getItems()
                        .getFirst();

        System.out.println("status " + order.getStatus());
        System.out.println("total " + order.getTotalAmount().toPlainString());
        System.out.println("lines " + order.getItems().size());
        System.out.println("customer " + ((OrderCreated) first.getActualInstance()).getData().getCustomerId());
        try {
            orders.getOrder(UUID.randomUUID().toString(), null, null, null, null, null);
        } catch (ApiException refused) {
            System.out.println("unknown " + refused.getCode());
        }
    }
}
