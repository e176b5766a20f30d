using System.Net;
using Dashboard.Probes.Inbound;
using Microsoft.Extensions.Time.Testing;

namespace Dashboard.Probes.Tests.Inbound;

public sealed class AddressGatesTests
{
    private static readonly IPAddress Busy = IPAddress.Parse("192.0.2.1");
    private static readonly IPAddress Other = IPAddress.Parse("192.0.2.2");

    private readonly FakeTimeProvider time = new();

    private AddressGates Gates(int sessions = 2) => new(sessions, time);

    private static Task<IDisposable> EnterAsync(
        AddressGates gates,
        string share,
        IPAddress? address = null,
        CancellationTokenSource? stop = null
    ) =>
        gates.EnterAsync(
            address ?? Busy,
            share,
            stop?.Token ?? TestContext.Current.CancellationToken
        );

    [Fact]
    public async Task Other_address_is_not_held_up()
    {
        var gates = Gates(sessions: 1);
        using var one = await EnterAsync(gates, "a");

        using var two = await EnterAsync(gates, "a", Other);

        EnterAsync(gates, "a").IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task Test_with_ten_names_at_one_address_holds_up_the_next_test_for_one_session()
    {
        var gates = Gates();
        var inside = await EnterAsync(gates, "hostile");
        _ = await EnterAsync(gates, "hostile");
        var waiting = Enumerable.Range(0, 8).Select(_ => EnterAsync(gates, "hostile")).ToList();
        var honest = EnterAsync(gates, "honest");
        honest.IsCompleted.ShouldBeFalse();

        inside.Dispose();

        (await honest).ShouldNotBeNull();
        waiting.ShouldAllBe(turn => !turn.IsCompleted);
    }

    [Fact]
    public async Task Sessions_of_one_share_are_let_in_as_they_came()
    {
        var gates = Gates(sessions: 1);
        var turns = new List<int>();
        var inside = await EnterAsync(gates, "a");
        var waiting = Enumerable
            .Range(1, 5)
            .Select(async number =>
            {
                using var turn = await EnterAsync(gates, "a");
                turns.Add(number);
            })
            .ToList();

        inside.Dispose();
        await Task.WhenAll(waiting);

        turns.ShouldBe([1, 2, 3, 4, 5]);
    }

    [Fact]
    public async Task Visitor_that_stops_waiting_leaves_its_turn_to_the_next()
    {
        var gates = Gates(sessions: 1);
        using var stop = new CancellationTokenSource();
        var inside = await EnterAsync(gates, "a");
        var gone = EnterAsync(gates, "b", stop: stop);
        var next = EnterAsync(gates, "b");
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => gone);

        inside.Dispose();

        (await next).ShouldNotBeNull();
    }

    [Fact]
    public async Task Address_that_asked_to_be_left_alone_is_left_alone_by_the_next_visitor_too()
    {
        var gates = Gates();
        using (await EnterAsync(gates, "a"))
        {
            gates.BackOff(Busy, TimeSpan.FromSeconds(9));
        }

        var next = EnterAsync(gates, "b");
        next.IsCompleted.ShouldBeFalse();
        time.Advance(TimeSpan.FromSeconds(8));
        next.IsCompleted.ShouldBeFalse();
        time.Advance(TimeSpan.FromSeconds(2));

        (await next).ShouldNotBeNull();
    }
}
