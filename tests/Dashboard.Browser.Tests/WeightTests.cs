using System.Collections.Concurrent;
using Dashboard.Browser.Tests.Support;
using Microsoft.Playwright;

namespace Dashboard.Browser.Tests;

/// <summary>What a first visit of a page takes over the network.</summary>
public sealed class WeightTests(Site site)
{
    /// <summary>Octets of a page with all it needs to be read, without the interactive runtime.</summary>
    private const int Most = 100_000;

    [Fact]
    public async Task The_front_page_is_light()
    {
        await using var visitor = await site.VisitAsync();

        var received = await ReceivedAsync(visitor, "/");

        ShouldBeLight(received);
        visitor.ShouldHaveNoComplaints();
    }

    [Fact]
    public async Task A_result_page_is_light()
    {
        await using var earlier = await site.VisitAsync();
        var path = await earlier.TestAsync("ee-rsa.example");
        await using var visitor = await site.VisitAsync();

        var received = await ReceivedAsync(visitor, path);

        ShouldBeLight(received);
        visitor.ShouldHaveNoComplaints();
    }

    /// <returns>The octets by address.</returns>
    private static async Task<IReadOnlyDictionary<string, double>> ReceivedAsync(
        Visitor visitor,
        string path
    )
    {
        var devices = await visitor.Page.Context.NewCDPSessionAsync(visitor.Page);
        var addresses = new ConcurrentDictionary<string, string>();
        var received = new ConcurrentDictionary<string, double>();
        devices.Event("Network.requestWillBeSent").OnEvent += (_, message) =>
            addresses[message!.Value.GetProperty("requestId").GetString()!] = message
                .Value.GetProperty("request")
                .GetProperty("url")
                .GetString()!;
        devices.Event("Network.loadingFinished").OnEvent += (_, message) =>
        {
            // What was on its way before the events were asked for has no address.
            if (
                addresses.TryGetValue(
                    message!.Value.GetProperty("requestId").GetString()!,
                    out var address
                )
            )
            {
                received[address] = message.Value.GetProperty("encodedDataLength").GetDouble();
            }
        };
        await devices.SendAsync("Network.enable");

        await visitor.GoAsync(path);
        await visitor.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        return received;
    }

    private static void ShouldBeLight(IReadOnlyDictionary<string, double> received)
    {
        received.Keys.ShouldContain(address => address.Contains("/site."));
        received.Keys.ShouldNotContain(address => address.Contains("MudBlazor"));
        var read = received.Where(of => !of.Key.Contains("/_framework/")).ToList();
        read.Sum(of => of.Value)
            .ShouldBeInRange(10_000, Most, string.Join('\n', read.Select(of => $"{of}")));
    }
}
