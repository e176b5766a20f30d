using Dashboard.Web.Platform;
using Microsoft.Extensions.Configuration;

namespace Dashboard.Web.Tests.Hosting;

/// <summary>One setting says two things: that sending can be set, and where the lab's senders listen.</summary>
public sealed class LabSettingsTests
{
    [Theory]
    [InlineData(null, false, null)]
    [InlineData("", false, null)]
    [InlineData("false", false, null)]
    [InlineData("False", false, null)]
    [InlineData("true", true, null)]
    [InlineData("/run/lab/control", true, "/run/lab/control")]
    public void Setting_is_on_or_is_the_socket(string? value, bool lets, string? socket)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new(LabSettings.SendingControl, value)])
            .Build();

        LabSettings.LetsSendingBeSet(configuration).ShouldBe(lets);
        LabSettings.SendingSocket(configuration).ShouldBe(socket);
    }

    /// <summary>A database is one of a lab for good.</summary>
    [Theory]
    [InlineData("no")]
    [InlineData("off")]
    [InlineData("control")]
    public void Other_word_is_refused(string value)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new(LabSettings.SendingControl, value)])
            .Build();

        Should.Throw<InvalidOperationException>(() => LabSettings.LetsSendingBeSet(configuration));
    }
}
