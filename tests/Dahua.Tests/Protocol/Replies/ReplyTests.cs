using System.Text;
using PluginHost.Dahua.Protocol.Replies;

namespace PluginHost.Dahua.Tests.Protocol.Replies;

public sealed class ReplyTests
{
    [Theory]
    [InlineData(200, "OK\r\n", nameof(ReplyOutcome.Accepted))]
    [InlineData(200, "ok", nameof(ReplyOutcome.Accepted))]
    [InlineData(200, "", nameof(ReplyOutcome.Accepted))]
    [InlineData(200, "Error", nameof(ReplyOutcome.Declined))]
    [InlineData(200, "Error\r\nwhatever\r\n", nameof(ReplyOutcome.Declined))]
    [InlineData(200, "Errors=0", nameof(ReplyOutcome.Data))]
    [InlineData(200, "result=2026-11-20 18:30:00\r\n", nameof(ReplyOutcome.Data))]
    [InlineData(200, "Error: No Events\r\n", nameof(ReplyOutcome.Empty))]
    [InlineData(400, "Error: No Events\r\n", nameof(ReplyOutcome.Empty))]
    [InlineData(200, "Error: Error -1 getting param in name=Lighting_V2\r\n", nameof(ReplyOutcome.Unsupported))]
    [InlineData(200, "Error: something\r\n", nameof(ReplyOutcome.Declined))]
    [InlineData(400, "Error\r\nBad Request!\r\n", nameof(ReplyOutcome.Unsupported))]
    [InlineData(501, "Error\r\nNot Implemented!\r\n", nameof(ReplyOutcome.Unsupported))]
    [InlineData(404, "", nameof(ReplyOutcome.NotFound))]
    [InlineData(403, "Authority:check failure.", nameof(ReplyOutcome.Forbidden))]
    [InlineData(500, "Error\r\nInternal Error", nameof(ReplyOutcome.Failed))]
    [InlineData(503, "", nameof(ReplyOutcome.Overloaded))]
    [InlineData(302, "", nameof(ReplyOutcome.Moved))]
    public void Answer_IsClassified(int status, string body, string outcome) =>
        Assert.Equal(outcome, Classify(status, body, SentCredentials.Fresh, worked: true).ToString());

    [Theory]
    [InlineData(401, nameof(SentCredentials.None), false, nameof(ReplyOutcome.Retry))]
    [InlineData(401, nameof(SentCredentials.Remembered), true, nameof(ReplyOutcome.Retry))]
    [InlineData(401, nameof(SentCredentials.Fresh), false, nameof(ReplyOutcome.Refused))]
    [InlineData(401, nameof(SentCredentials.Fresh), true, nameof(ReplyOutcome.Overloaded))]
    [InlineData(403, nameof(SentCredentials.Remembered), true, nameof(ReplyOutcome.Retry))]
    [InlineData(403, nameof(SentCredentials.Fresh), true, nameof(ReplyOutcome.Forbidden))]
    [InlineData(403, nameof(SentCredentials.None), false, nameof(ReplyOutcome.Forbidden))]
    public void Refusal_DependsOnWhatWasSent(int status, string sent, bool worked, string outcome) =>
        Assert.Equal(outcome, Classify(status, "Error\r\nInvalid Authority!\r\n", Enum.Parse<SentCredentials>(sent), worked).ToString());

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    public void LockedAccount_IsToldApart(int status) =>
        Assert.Equal(ReplyOutcome.Locked, Classify(status, "Error\r\nUser locked!", SentCredentials.Fresh, worked: true));

    [Fact]
    public void Fields_AreSplitAtTheFirstEqualsSign()
    {
        var fields = ReplyFields.Read("version=2.800.0000016.0.R,build:2020-06-05\r\ntable.X[0].Url=a=b==\ntable.X[0].Name=\r\nno sign\r\n\r\n=1\r\nlast= x "u8);

        Assert.Equal("2.800.0000016.0.R,build:2020-06-05", fields["version"]);
        Assert.Equal("a=b==", fields["table.X[0].Url"]);
        Assert.Equal("", fields["table.X[0].Name"]);
        Assert.Equal(" x ", fields["last"]);
        Assert.Null(fields["Version"]);
        Assert.Equal(4, fields.Values.Count);
    }

    [Fact]
    public void Fields_InAnotherCodePage_AreReadAllTheSame() => Assert.Equal("S\uFFFDd", ReplyFields.Read([.. "name=S"u8, 0xFC, (byte)'d'])["name"]);

    [Theory]
    [InlineData(200, "channels[0]=0\r\nchannels[1]=3\r\n", new[] { 0, 3 })]
    [InlineData(200, "channels[0]=0\nchannels[1]=x\n", new[] { 0 })]
    [InlineData(200, "Error: No Events\r\n", new int[0])]
    [InlineData(400, "Error\r\nBad Request!\r\n", null)]
    [InlineData(200, "Error", null)]
    [InlineData(200, "OK", null)]
    [InlineData(200, "something=else", null)]
    public void EventIndexes_AreKnownOrNot(int status, string body, int[]? indexes) =>
        Assert.Equal(indexes, EventIndexes.Read(Classify(status, body, SentCredentials.Fresh, worked: true), Encoding.UTF8.GetBytes(body)));

    private static ReplyOutcome Classify(int status, string body, SentCredentials sent, bool worked) =>
        ReplyClassifier.Classify(status, Encoding.UTF8.GetBytes(body), sent, worked);
}
