using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;
using Dashboard.Data.Accounts;
using Dashboard.Web.Features.Accounts;
using Dashboard.Web.Platform;
using Dashboard.Web.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Web.Tests.Accounts;

/// <summary>A browser without script that keeps its cookies, and a person with an authenticator.</summary>
internal sealed partial class AccountVisitor : IDisposable
{
    public const string Password = "a long enough sentence";

    private readonly HttpClient client;

    /// <param name="provider">The certificate of another site that the visitor goes to.</param>
    public AccountVisitor(DashboardApp app, X509Certificate2? provider = null)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            Expect100ContinueTimeout = TimeSpan.FromMinutes(1),
        };
        if (provider is not null)
        {
            handler.SslOptions.CertificateChainPolicy = new()
            {
                RevocationMode = X509RevocationMode.NoCheck,
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                CustomTrustStore = { provider },
            };
        }
        client = new(handler, disposeHandler: true)
        {
            BaseAddress = app.Address,
            Timeout = Timeout.InfiniteTimeSpan,
        };
        client.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en");
    }

    /// <summary>From now on through a proxy, as the client at this address.</summary>
    public void ComesFrom(string address) =>
        client.DefaultRequestHeaders.Add("X-Forwarded-For", address);

    /// <summary>The authenticator's key, in base32; null until it is set up.</summary>
    public string? Key { get; private set; }

    public IReadOnlyList<string> RecoveryCodes { get; private set; } = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>With an account by an invitation, an authenticator, and signed in with it.</summary>
    public static async Task<AccountVisitor> SignedInAsync(
        DashboardApp app,
        string name,
        AccountRole role = AccountRole.Administrator
    )
    {
        var visitor = new AccountVisitor(app);
        await visitor.AcceptAsync(await InviteAsync(app, name, role));
        await visitor.SetUpAsync();
        return visitor;
    }

    public static async Task<string> InviteAsync(
        DashboardApp app,
        string name,
        AccountRole role = AccountRole.Administrator
    )
    {
        var (token, problem) = await app
            .Services.GetRequiredService<Invitations>()
            .CreateAsync("test", name, role, organisation: null, Cancellation);
        problem.ShouldBeNull();
        return token.ShouldNotBeNull();
    }

    public async Task AcceptAsync(string token)
    {
        var answer = await SubmitAsync(
            SitePaths.Invitation(token),
            InvitationPage.FormName,
            ("password", Password),
            ("repeat", Password)
        );
        answer.Location.ShouldBe(SitePaths.SecondStep, answer.Body);
    }

    public async Task SetUpAsync()
    {
        var page = await GetAsync(SitePaths.SecondStep);
        Key = SpacedKey()
            .Match(page.Body)
            .Groups[1]
            .Value.Replace(" ", "", StringComparison.Ordinal);
        var answer = await SubmitAsync(
            SitePaths.SecondStep,
            SecondStepPage.AppForm,
            ("code", Code(Key))
        );
        RecoveryCodes =
        [
            .. RecoveryCode().Matches(answer.Body).Select(match => match.Groups[1].Value),
        ];
        RecoveryCodes.Count.ShouldBe(10, answer.Body);
    }

    public Task<Answer> SignInAsync(string name, string password, string page = SitePaths.SignIn) =>
        SubmitAsync(page, SignInPage.PasswordForm, ("name", name), ("password", password));

    public Task<Answer> EnterCodeAsync(string code, bool recovery = false) =>
        SubmitAsync(
            SitePaths.SignInCode,
            SignInCodePage.FormName,
            recovery ? [("code", code), ("recovery", "true")] : [("code", code)]
        );

    public async Task<Answer> GetAsync(string path)
    {
        using var answer = await client.GetAsync(path, Cancellation);
        return await Answer.OfAsync(answer);
    }

    /// <summary>Follows where answers lead, to other sites too.</summary>
    /// <param name="before">Ends at an answer that leads to such an address, which is not asked.</param>
    public async Task<Journey> TravelAsync(string start, Func<Uri, bool>? before = null)
    {
        const int most = 10;
        var way = new List<Uri> { new(client.BaseAddress!, start) };
        while (way.Count < most)
        {
            using var answer = await client.GetAsync(way[^1], Cancellation);
            if (answer.Headers.Location is not { } to)
            {
                return new(
                    answer.StatusCode,
                    await answer.Content.ReadAsStringAsync(Cancellation),
                    way
                );
            }
            way.Add(new(way[^1], to));
            if (before?.Invoke(way[^1]) == true)
            {
                return new(answer.StatusCode, string.Empty, way);
            }
        }
        throw new InvalidOperationException("This leads nowhere: " + string.Join(' ', way));
    }

    public async Task<Answer> SubmitAsync(
        string path,
        string form,
        params (string Name, string Value)[] fields
    )
    {
        var page = await GetAsync(path);
        using var content = new FormUrlEncodedContent([
            new("_handler", form),
            new("__RequestVerificationToken", Token().Match(page.Body).Groups[1].Value),
            .. fields.Select(field => KeyValuePair.Create(field.Name, field.Value)),
        ]);
        using var answer = await client.PostAsync(path, content, Cancellation);
        return await Answer.OfAsync(answer);
    }

    public async Task<Answer> UploadAsync(
        string path,
        string form,
        (string Name, byte[] Content) file,
        params (string Name, string Value)[] fields
    )
    {
        var page = await GetAsync(path);
        using var content = new MultipartFormDataContent
        {
            { new StringContent(form), "_handler" },
            {
                new StringContent(Token().Match(page.Body).Groups[1].Value),
                "__RequestVerificationToken"
            },
            { new ByteArrayContent(file.Content), "file", file.Name },
        };
        foreach (var (name, value) in fields)
        {
            content.Add(new StringContent(value), name);
        }
        using var answer = await client.PostAsync(path, content, Cancellation);
        return await Answer.OfAsync(answer);
    }

    /// <summary>Says that so many octets come; none need to, where the length alone is refused.</summary>
    public async Task<HttpStatusCode> SendTooMuchAsync(string path, long length)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new Announced(
                length,
                new("multipart/form-data") { Parameters = { new("boundary", "b") } }
            ),
        };
        request.Headers.ExpectContinue = true;
        using var answer = await client.SendAsync(request, Cancellation);
        return answer.StatusCode;
    }

    /// <summary>A body that is announced and never comes.</summary>
    private sealed class Announced : HttpContent
    {
        private readonly long length;

        public Announced(long length, System.Net.Http.Headers.MediaTypeHeaderValue type)
        {
            this.length = length;
            Headers.ContentType = type;
        }

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
            Task.CompletedTask;

        protected override bool TryComputeLength(out long computed)
        {
            computed = length;
            return true;
        }
    }

    /// <summary>The code of this moment (RFC 6238, six digits, thirty seconds).</summary>
    public static string Code(string key)
    {
        const string alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        var bits = string.Concat(
            key.TrimEnd('=')
                .Select(c =>
                    Convert
                        .ToString(alphabet.IndexOf(c, StringComparison.Ordinal), 2)
                        .PadLeft(5, '0')
                )
        );
        var secret = Enumerable
            .Range(0, bits.Length / 8)
            .Select(at => Convert.ToByte(bits.Substring(at * 8, 8), 2))
            .ToArray();
        var step = BitConverter.GetBytes(
            IPAddress.HostToNetworkOrder(DateTimeOffset.UtcNow.ToUnixTimeSeconds() / 30)
        );
#pragma warning disable CA5350 // The codes of authenticators are made with SHA-1.
        var hash = HMACSHA1.HashData(secret, step);
#pragma warning restore CA5350
        var offset = hash[^1] & 15;
        var number =
            ((hash[offset] & 127) << 24)
            | (hash[offset + 1] << 16)
            | (hash[offset + 2] << 8)
            | hash[offset + 3];
        return (number % 1_000_000).ToString(
            "000000",
            System.Globalization.CultureInfo.InvariantCulture
        );
    }

    public void Dispose() => client.Dispose();

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();

    [GeneratedRegex("<code>([A-Z2-7 ]{20,})</code>")]
    private static partial Regex SpacedKey();

    [GeneratedRegex("<li><code>([A-Z0-9-]{8,})</code></li>")]
    private static partial Regex RecoveryCode();
}

/// <param name="Way">Every address, the last one at the end.</param>
internal sealed record Journey(HttpStatusCode Status, string Body, IReadOnlyList<Uri> Way)
{
    public Uri End => Way[^1];
}

/// <param name="Location">Where the answer leads, as a path; null where it is a page.</param>
internal sealed record Answer(HttpStatusCode Status, string? Location, string Body)
{
    public static async Task<Answer> OfAsync(HttpResponseMessage answer) =>
        new(
            answer.StatusCode,
            answer.Headers.Location is { } to
                ? (to.IsAbsoluteUri ? to.PathAndQuery : to.OriginalString)
                : null,
            await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)
        );
}
