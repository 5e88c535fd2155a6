"""Deciding whose ids are: the rules over accounts, and what is tracked already."""

from collections.abc import Mapping

from desktop.domain.account import Account, HeaderStyle
from desktop.domain.intake import Choice, Intake, IntakeRow, IntakeState
from desktop.domain.recognise import recognise
from desktop.domain.resolve import ref_of, refs_of, resolve, set_choice
from desktop.domain.status import IdKind
from desktop.domain.task import TaskRef

UUID_A = "d6956973-2f17-43d4-8514-af6cc3a2f55d"
ULID = "task_01HQX9F2P6Y8VEX3CRZ8GXJVD9"
NUMBER = "1711217942120945"
DEFAULTS = {
    "crun": "https://api.crun.ai",
    "tripo": "https://openapi.tripo3d.ai",
    "bytespike": "https://llm.bytespike.ai",
    "midjourney": "https://api.crazyrouter.com",
}
NAMES = {"crun": "crun.ai", "tripo": "Tripo", "bytespike": "ByteSpike", "midjourney": "Midjourney"}


def account(account_id: str, provider: str, base_url: str = "", name: str = "Studio") -> Account:
    base = base_url or DEFAULTS[provider]
    return Account(id=account_id, provider=provider, name=name, base_url=base, header=HeaderStyle.BEARER)


CRUN = account("c", "crun")
TRIPO = account("t", "tripo", "https://openapi.tripo3d.ai/v3")
TRIPO_2 = account("t2", "tripo", "https://openapi.tripo3d.ai/v3", "Private")
TRIPO_CN = account("tc", "tripo", "https://openapi.tripo3d.com/v3", "China")
SPIKE = account("b", "bytespike")


def intake(
    text: str,
    *accounts: Account,
    tracked: Mapping[TaskRef, int] | None = None,
    account_id: str | None = None,
    id_kind: IdKind | None = None,
) -> Intake:
    return resolve(recognise(text), accounts, DEFAULTS, NAMES, tracked or {}, account_id=account_id, id_kind=id_kind)


def one(
    text: str,
    *accounts: Account,
    tracked: Mapping[TaskRef, int] | None = None,
    account_id: str | None = None,
    id_kind: IdKind | None = None,
) -> IntakeRow:
    (row,) = intake(text, *accounts, tracked=tracked, account_id=account_id, id_kind=id_kind).rows
    return row


def reply(task_id: str) -> str:
    return f'{{"code":200,"data":{{"task_id":"{task_id}"}}}}'


def test_a_uuid_with_one_account_that_could_own_it_is_taken_for_it_and_the_reason_says_so() -> None:
    row = one(UUID_A, TRIPO, SPIKE)
    assert (row.state, row.choice) == (IntakeState.NEW, Choice("tripo", "t", "https://openapi.tripo3d.ai"))
    assert row.reason == "Tripo “Studio” is your only account with ids like this"


def test_a_uuid_that_crun_and_tripo_could_own_is_unclear() -> None:
    row = one(UUID_A, CRUN, TRIPO)
    assert (row.state, row.choice) == (IntakeState.UNCLEAR, None)
    assert [choice.account_id for choice in row.choices] == ["c", "t"]
    assert row.reason == "both have ids like this: crun.ai or Tripo"


def test_two_accounts_of_one_provider_leave_it_unclear_even_with_a_reply_that_names_it() -> None:
    row = one(f'{{"code":0,"data":{{"task_id":"{UUID_A}"}}}}', TRIPO, TRIPO_2, CRUN)
    assert row.state is IntakeState.UNCLEAR
    assert [choice.account_id for choice in row.choices] == ["t", "t2"]
    assert row.reason == "a Tripo reply, and 2 Tripo accounts could own it"


def test_a_chosen_account_takes_what_it_could_own() -> None:
    row = one(UUID_A, CRUN, TRIPO, TRIPO_2, account_id="t2")
    assert row.choice == Choice("tripo", "t2", "https://openapi.tripo3d.ai")
    assert (row.state, row.id_kind) == (IntakeState.NEW, IdKind.TASK_ID)


def test_a_chosen_account_does_not_take_what_the_text_tells_to_be_anothers() -> None:
    row = one(reply(UUID_A), CRUN, TRIPO, account_id="t")
    assert row.choice is not None
    assert row.choice.account_id == "c"


def test_a_chosen_account_does_not_take_an_id_of_a_form_it_never_has() -> None:
    row = one(NUMBER, CRUN, TRIPO, account_id="c")
    assert row.choice == Choice("midjourney", None, "https://api.crazyrouter.com")


def test_a_chosen_account_takes_an_id_of_unknown_form_as_its_task_id() -> None:
    row = one("my-render-001", CRUN, SPIKE, account_id="c")
    assert row.choice is not None
    assert (row.choice.account_id, row.id_kind) == ("c", IdKind.TASK_ID)


def test_an_id_not_of_bytespikes_own_form_with_its_account_is_an_out_task_id() -> None:
    rows = intake(f"my-render-001\n{UUID_A}\n{ULID}", CRUN, SPIKE, account_id="b").rows
    assert [row.id_kind for row in rows] == [IdKind.OUT_TASK_ID, IdKind.OUT_TASK_ID, IdKind.TASK_ID]
    assert {row.choice.account_id for row in rows if row.choice} == {"b"}


def test_a_stated_kind_of_id_is_obeyed() -> None:
    assert one("my-render-001", SPIKE, account_id="b", id_kind=IdKind.TASK_ID).id_kind is IdKind.TASK_ID
    row = one(UUID_A, CRUN, TRIPO, SPIKE, id_kind=IdKind.OUT_TASK_ID)
    assert row.choice is not None
    assert (row.choice.account_id, row.id_kind) == ("b", IdKind.OUT_TASK_ID)


def test_a_recognised_id_without_an_account_is_new_without_one() -> None:
    row = one(ULID, CRUN)
    assert (row.state, row.choice) == (IntakeState.NEW, Choice("bytespike", None, "https://llm.bytespike.ai"))
    assert row.reason == "the form of the id"


def test_a_uuid_without_any_account_is_unclear_with_both_offered() -> None:
    row = one(UUID_A)
    assert row.state is IntakeState.UNCLEAR
    assert [(choice.provider, choice.account_id) for choice in row.choices] == [("crun", None), ("tripo", None)]


def test_a_made_up_word_without_a_bytespike_account_is_unclear() -> None:
    assert one("my-render-001", CRUN).state is IntakeState.UNCLEAR
    assert one("my-render-001", SPIKE).state is IntakeState.NEW
    assert one('{"out_task_id":"my-render-001"}', CRUN).state is IntakeState.NEW


def test_an_addresss_origin_picks_the_account_that_lives_there() -> None:
    text = f"https://openapi.tripo3d.com/v3/tasks/{UUID_A}"
    row = one(text, TRIPO, TRIPO_CN)
    assert row.choice == Choice("tripo", "tc", "https://openapi.tripo3d.com")


def test_another_host_of_the_accounts_domain_is_the_same_provider_at_work() -> None:
    gateway = account("m", "midjourney", "https://api.crazyrouter.com")
    row = one(f"https://crazyrouter.com/mj/task/{NUMBER}/fetch", gateway)
    assert row.choice == Choice("midjourney", "m", "https://api.crazyrouter.com")


def test_the_account_at_the_very_host_goes_before_its_neighbours() -> None:
    world = account("m", "midjourney", "https://api.crazyrouter.com")
    asia = account("a", "midjourney", "https://cn.crazyrouter.com", "Asia")
    row = one(f"https://cn.crazyrouter.com/mj/task/{NUMBER}/fetch", world, asia)
    assert row.choice == Choice("midjourney", "a", "https://cn.crazyrouter.com")


def test_an_address_where_no_account_lives_is_not_given_to_one_elsewhere() -> None:
    row = one(f"https://mj.studio.example/mj/task/{NUMBER}/fetch", account("m", "midjourney"))
    assert row.state is IntakeState.UNCLEAR
    assert Choice("midjourney", None, "https://mj.studio.example") in row.choices
    assert "mj.studio.example" in row.reason
    alone = one(f"https://mj.studio.example/mj/task/{NUMBER}/fetch", CRUN)
    assert alone.choice == Choice("midjourney", None, "https://mj.studio.example")


def test_what_is_tracked_is_found_again_however_it_was_added() -> None:
    ref = TaskRef("tripo", "https://openapi.tripo3d.ai", IdKind.TASK_ID, UUID_A)
    for accounts in ((), (CRUN,), (TRIPO,), (CRUN, TRIPO)):
        row = one(UUID_A, *accounts, tracked={ref: 17})
        assert (row.state, row.tracked_id) == (IntakeState.TRACKED, 17), accounts
        assert ref_of(row) == ref


def test_a_chosen_account_asks_for_its_own_reference_only() -> None:
    ref = TaskRef("crun", "https://api.crun.ai", IdKind.TASK_ID, UUID_A)
    row = one(UUID_A, CRUN, TRIPO, tracked={ref: 17}, account_id="t")
    assert row.state is IntakeState.NEW


def test_refs_to_look_up_cover_every_way_a_row_could_be_tracked() -> None:
    recognised = recognise(f"{UUID_A}\nmy-render-001")
    refs = refs_of(recognised, (TRIPO_CN,), DEFAULTS)
    assert set(refs) == {
        TaskRef("tripo", "https://openapi.tripo3d.com", IdKind.TASK_ID, UUID_A),
        TaskRef("crun", "https://api.crun.ai", IdKind.TASK_ID, UUID_A),
        TaskRef("tripo", "https://openapi.tripo3d.ai", IdKind.TASK_ID, UUID_A),
        TaskRef("bytespike", "https://llm.bytespike.ai", IdKind.OUT_TASK_ID, "my-render-001"),
    }


def test_every_row_but_the_unclear_has_a_reference_that_was_looked_up() -> None:
    text = f"{UUID_A}\n{ULID}\n{NUMBER}\nmy-render-001\n{reply('1ec04ced-4b87-44f6-a296-beee80777941')}"
    for accounts in ((), (CRUN,), (CRUN, TRIPO), (TRIPO, TRIPO_2, SPIKE), (SPIKE,)):
        for account_id in (None, *(a.id for a in accounts)):
            refs = refs_of(recognise(text), accounts, DEFAULTS, account_id=account_id)
            rows = intake(text, *accounts, account_id=account_id).rows
            assert {ref for row in rows if (ref := ref_of(row))} <= set(refs)
            assert all((row.choice is None) == (row.state is IntakeState.UNCLEAR) for row in rows)


def test_keys_are_handed_on() -> None:
    assert [key.provider for key in intake("tsk_abcdef123456").keys] == ["tripo"]


def test_a_users_choice_settles_a_row() -> None:
    unclear = one(UUID_A, CRUN, TRIPO)
    chosen = set_choice(unclear, unclear.choices[1])
    assert (chosen.state, chosen.choice, chosen.reason) == (IntakeState.NEW, unclear.choices[1], "you chose it")
    assert set_choice(unclear, unclear.choices[0], 4).state is IntakeState.TRACKED
    spike = Choice("bytespike", "b", "https://llm.bytespike.ai")
    as_own = set_choice(unclear, spike)
    assert as_own.id_kind is IdKind.OUT_TASK_ID
    assert set_choice(as_own, unclear.choices[0]).id_kind is IdKind.TASK_ID


def test_a_uuid_in_capitals_is_the_same_task() -> None:
    row = one(UUID_A.upper(), CRUN)
    ref = ref_of(row)
    assert ref is not None
    assert ref.task_id == UUID_A
    assert one(UUID_A.upper(), CRUN, tracked={ref: 7}).tracked_id == 7
    assert len(intake(f"{UUID_A}\n{UUID_A.upper()}", CRUN).rows) == 1
    assert len(intake(f"{UUID_A}\n{UUID_A.upper()}", CRUN, TRIPO).rows) == 1
    assert set_choice(row, Choice("tripo", "t", "https://openapi.tripo3d.ai")).task_id == UUID_A


def test_an_id_its_user_chose_keeps_its_capitals() -> None:
    assert one(UUID_A.upper(), SPIKE, account_id=SPIKE.id).task_id == UUID_A.upper()
