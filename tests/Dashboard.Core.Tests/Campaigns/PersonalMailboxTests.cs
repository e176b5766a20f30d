using Dashboard.Core.Campaigns;

namespace Dashboard.Core.Tests.Campaigns;

public sealed class PersonalMailboxTests
{
    [Theory]
    [InlineData("jan.jansen@example.nl", true)]
    [InlineData("j.jansen@example.nl", true)]
    [InlineData("j.p.van-dijk@example.nl", true)]
    [InlineData("jan_jansen@example.nl", true)]
    [InlineData("José.García", true)]
    [InlineData("info@example.nl", false)]
    [InlineData("jansen@example.nl", false)]
    [InlineData("afdeling.ict@example.nl", false)]
    [InlineData("Servicedesk.Noord@example.nl", false)]
    [InlineData("team-mail.noord@example.nl", false)]
    [InlineData("helpdesk@jan.jansen.example", false)]
    [InlineData("balie.2@example.nl", false)]
    [InlineData("jan.jansen2@example.nl", false)]
    [InlineData("@jan.jansen", false)]
    [InlineData("a..b", false)]
    [InlineData(".jansen", false)]
    [InlineData("", false)]
    public void Mailbox_looks_personal_where_it_is_made_of_names(string address, bool personal) =>
        PersonalMailbox.LooksPersonal(address).ShouldBe(personal);
}
