using System.Text.RegularExpressions;
using Dashboard.Web.Tests.Support;

namespace Dashboard.Web.Tests.Support;

/// <summary>Sends a form of a page as a browser without script does, with its token where it has one.</summary>
internal static partial class Forms
{
    public static async Task<HttpResponseMessage> SubmitAsync(
        DashboardApp app,
        string path,
        string form,
        params (string Name, string Value)[] fields
    )
    {
        var cancellation = TestContext.Current.CancellationToken;
        using var page = await app.Client.GetAsync(path, cancellation);
        var html = await page.Content.ReadAsStringAsync(cancellation);
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new FormUrlEncodedContent([
                new("_handler", form),
                new("__RequestVerificationToken", Token().Match(html).Groups[1].Value),
                .. fields.Select(field => KeyValuePair.Create(field.Name, field.Value)),
            ]),
        };
        if (page.Headers.TryGetValues("Set-Cookie", out var cookies))
        {
            request.Headers.Add("Cookie", cookies.Single().Split(';')[0]);
        }
        return await app.Client.SendAsync(request, cancellation);
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
