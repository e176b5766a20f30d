using System.Diagnostics;
using System.Text.RegularExpressions;
using Dashboard.Core.Tests;

namespace Dashboard.Web.Tests.Notices;

/// <summary>What docs/notices.md tells receivers to do does what it says, with the vector of Standard Webhooks.</summary>
public sealed class WebhookDocumentTests
{
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private const string Id = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private const string Timestamp = "1614265330";
    private const string Body = "{\"test\": 2432232314}";
    private const string Signature = "g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

    [Fact]
    public async Task Shell_of_the_document_makes_the_signature() =>
        (await RunAsync("bash", Block("sh"))).ShouldBe(Signature);

    [Theory]
    [InlineData("v1," + Signature, 1_614_265_330, "True")]
    [InlineData("v1,AAAA v1," + Signature, 1_614_265_600, "True")]
    [InlineData("v1," + Signature, 1_614_265_631, "False")]
    [InlineData("v1,AAAA", 1_614_265_330, "False")]
    public async Task Python_of_the_document_checks_the_signature(
        string signature,
        long now,
        string said
    )
    {
        Assert.SkipUnless(File.Exists("/usr/bin/python3"), "Needs python3.");
        var call = $$"""
            headers = {"webhook-id": "{{Id}}", "webhook-timestamp": "{{Timestamp}}", "webhook-signature": "{{signature}}"}
            print(is_ours("{{Secret}}", headers, open("body.json", "rb").read(), {{now}}))
            """;

        (await RunAsync("/usr/bin/python3", $"{Block("python")}\n{call}\n")).ShouldBe(said);
    }

    private static string Block(string language)
    {
        var found = Regex.Match(
            RepositoryFiles.Read("docs/notices.md"),
            $"^```{language}\\n(?<code>.*?)^```",
            RegexOptions.Singleline | RegexOptions.Multiline
        );
        found.Success.ShouldBeTrue();
        return found.Groups["code"].Value;
    }

    private static async Task<string> RunAsync(string program, string script)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var folder = Directory.CreateTempSubdirectory("webhook-");
        try
        {
            await File.WriteAllTextAsync(
                Path.Combine(folder.FullName, "body.json"),
                Body,
                cancellation
            );
            var file = Path.Combine(folder.FullName, "script");
            await File.WriteAllTextAsync(file, script, cancellation);
            using var process = Process.Start(
                new ProcessStartInfo(program, [file])
                {
                    WorkingDirectory = folder.FullName,
                    RedirectStandardOutput = true,
                    Environment =
                    {
                        ["SECRET"] = Secret,
                        ["WEBHOOK_ID"] = Id,
                        ["WEBHOOK_TIMESTAMP"] = Timestamp,
                    },
                }
            )!;
            var output = await process.StandardOutput.ReadToEndAsync(cancellation);
            await process.WaitForExitAsync(cancellation);
            process.ExitCode.ShouldBe(0);
            return output.Trim();
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
