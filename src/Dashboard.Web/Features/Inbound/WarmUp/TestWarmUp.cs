namespace Dashboard.Web.Features.Inbound.WarmUp;

/// <summary>DNS, SMTP, TLS and the judgement.</summary>
internal sealed class TestWarmUp : IWarmUpStep
{
    public int Order => 1;

    public async Task TakeAsync(WarmUpContext context, CancellationToken cancellation) =>
        (context.Seen, context.Judged) = await WarmUpTest.RunAsync(cancellation);
}
