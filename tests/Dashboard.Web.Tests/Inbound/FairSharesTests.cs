using Dashboard.Web.Features.Inbound;

namespace Dashboard.Web.Tests.Inbound;

/// <summary>resilience R1: who may go on, over tests of several clients and domains.</summary>
public sealed class FairSharesTests
{
    private readonly FairShares shares = new(perClient: 2, perDomain: 3);

    [Fact]
    public void Third_test_of_a_client_waits_and_others_go_on()
    {
        Begin("one", "c", "a.example").ShouldBeTrue();
        Begin("two", "c", "b.example").ShouldBeTrue();

        Begin("three", "c", "d.example").ShouldBeFalse();
        Begin("other", "other client", "e.example").ShouldBeTrue();

        shares.Waiting.ShouldBe(["three"]);
    }

    [Fact]
    public void Fourth_test_of_a_domain_waits_also_where_another_client_asks()
    {
        foreach (var client in new[] { "a", "b", "c" })
        {
            Begin(client, client, "hostile.example").ShouldBeTrue();
        }

        Begin("d", "d", "hostile.example").ShouldBeFalse();
        Begin("e", "e", "honest.example").ShouldBeTrue();
    }

    [Fact]
    public void End_gives_back_as_many_as_there_is_room_for_in_their_order()
    {
        Begin("one", "c", "a.example");
        Begin("two", "c", "b.example");
        Begin("three", "c", "d.example");
        Begin("four", "c", "e.example");

        End("one", "c", "a.example").ShouldBe(["three"]);

        shares.Waiting.ShouldBe(["four"]);
        Begin("three", "c", "d.example").ShouldBeTrue();
        Begin("five", "c", "f.example").ShouldBeFalse();
    }

    /// <summary>What was handed out may run in another process, which gives nothing back here.</summary>
    [Fact]
    public void Those_that_are_left_are_offered_once_nothing_runs_here()
    {
        foreach (var test in new[] { "one", "two", "three", "four", "five", "six" })
        {
            Begin(test, "c", $"{test}.example");
        }
        shares.Offer().ShouldBeEmpty("two of the client run");
        End("one", "c", "one.example").ShouldBe(["three"]);
        End("two", "c", "two.example").ShouldBe(["four"]);

        Offer().ShouldBeEmpty("the places of those that were handed out are kept for them");
        Offer().ShouldBe(["five", "six"]);

        shares.Waiting.ShouldBeEmpty();
        Begin("six", "c", "six.example").ShouldBeTrue();
    }

    /// <summary>Its new job is behind all that others have put in the queue meanwhile.</summary>
    [Fact]
    public void Test_that_was_handed_out_is_overtaken_by_none_that_came_later()
    {
        foreach (var client in new[] { "a", "b", "c" })
        {
            Begin(client, client, "hostile.example");
        }
        Begin("honest", "d", "hostile.example").ShouldBeFalse();
        End("a", "a", "hostile.example").ShouldBe(["honest"]);

        Begin("later", "e", "hostile.example").ShouldBeFalse("a place is kept for who came before");
        Begin("honest", "d", "hostile.example").ShouldBeTrue();
        End("b", "b", "hostile.example").ShouldBe(["later"]);
    }

    [Fact]
    public void Test_that_waits_for_its_domain_holds_up_none_of_its_client()
    {
        foreach (var client in new[] { "a", "b", "c" })
        {
            Begin(client, client, "hostile.example");
        }
        Begin("held", "d", "hostile.example").ShouldBeFalse();

        Begin("free one", "d", "a.example").ShouldBeTrue();
        Begin("free two", "d", "b.example").ShouldBeTrue();
    }

    [Fact]
    public void Job_that_comes_twice_waits_once()
    {
        Begin("one", "c", "a.example");
        Begin("two", "c", "b.example");
        Begin("three", "c", "d.example");
        Begin("three", "c", "d.example");

        shares.Waiting.ShouldBe(["three"]);
        End("one", "c", "a.example").ShouldBe(["three"]);
        End("two", "c", "b.example").ShouldBeEmpty();
    }

    [Fact]
    public void Test_of_our_own_has_no_client_to_wait_for()
    {
        for (var i = 0; i < 5; i++)
        {
            Begin($"own {i}", client: null, $"{i}.example").ShouldBeTrue();
        }
    }

    private IEnumerable<string> Offer() => shares.Offer().Select(share => share.TestId);

    private bool Begin(string test, string? client, string domain) =>
        shares.TryBegin(new(test, client, domain));

    private IEnumerable<string> End(string test, string? client, string domain) =>
        shares.End(new(test, client, domain)).Select(share => share.TestId);
}
