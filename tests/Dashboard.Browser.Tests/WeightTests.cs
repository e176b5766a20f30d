using Dashboard.Browser.Tests.Support;

namespace Dashboard.Browser.Tests;

public sealed class WeightTests(Site site)
{
    private const int Most = 150_000;

    [Fact]
    public async Task The_front_page_is_light()
    {
        await using var visitor = await site.VisitAsync();
        var devices = await visitor.Page.Context.NewCDPSessionAsync(visitor.Page);
        var received = 0.0;
        devices.Event("Network.loadingFinished").OnEvent += (_, message) =>
            received += message!.Value.GetProperty("encodedDataLength").GetDouble();
        await devices.SendAsync("Network.enable");

        await visitor.GoAsync("/");
        await visitor.Page.WaitForLoadStateAsync(Microsoft.Playwright.LoadState.NetworkIdle);

        received.ShouldBeInRange(10_000, Most);
        visitor.ShouldHaveNoComplaints();
    }
}
