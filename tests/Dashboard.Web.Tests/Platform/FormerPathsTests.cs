using Dashboard.Web.Platform;

namespace Dashboard.Web.Tests.Platform;

public sealed class FormerPathsTests
{
    [Theory]
    [InlineData("/ontvangst/abc", "/receiving/abc")]
    [InlineData("/verzending", "/sending")]
    [InlineData("/verzending/standing/abc", "/sending/standing/abc")]
    [InlineData("/domein/gemeente.example", "/domains/gemeente.example")]
    [InlineData("/domain/gemeente.example", "/domains/gemeente.example")]
    [InlineData("/Uitleg/dane", "/help/dane")]
    [InlineData("/explanation", "/help")]
    public void Former_address_leads_to_the_one_of_now(string former, string now) =>
        FormerPaths.NowAt(former).ShouldNotBeNull().Value.ShouldBe(now);

    [Theory]
    [InlineData("/")]
    [InlineData("/receiving/abc")]
    [InlineData("/domains/domein")]
    [InlineData("/domeinen/a.example")]
    [InlineData("/api/v1/domein")]
    public void Address_that_never_moved_stays(string path) =>
        FormerPaths.NowAt(path).ShouldBeNull();
}
