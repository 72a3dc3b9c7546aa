"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make all tables."""
    op.create_table('desks',
    sa.Column('id', ID, autoincrement=False, nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('key_id', sa.Text(), nullable=True),
    sa.Column('active_rules_id', ID, nullable=True),
    sa.Column('last_number', ID, nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_desks')),
    sa.UniqueConstraint('name', name=op.f('uq_desks_name'))
    )
    op.create_table('raw_pieces',
    sa.Column('mail_id', ID, autoincrement=False, nullable=False),
    sa.Column('place', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('content', sa.LargeBinary(), nullable=False),
    sa.PrimaryKeyConstraint('mail_id', 'place', name=op.f('pk_raw_pieces'))
    )
    op.create_table('console_actions',
    sa.Column('id', ID, autoincrement=False, nullable=False),
    sa.Column('desk_id', ID, nullable=False),
    sa.Column('done_at', sa.BigInteger(), nullable=False),
    sa.Column('action', sa.Text(), nullable=False),
    sa.Column('target_kind', sa.Text(), nullable=False),
    sa.Column('target_id', ID, nullable=False),
    sa.Column('detail', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['desk_id'], ['desks.id'], name=op.f('fk_console_actions_desk_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_console_actions'))
    )
    op.create_table('fingerprints',
    sa.Column('desk_id', ID, nullable=False),
    sa.Column('fingerprint', sa.Text(), nullable=False),
    sa.Column('mail_id', ID, nullable=False),
    sa.Column('received_at', sa.BigInteger(), nullable=False),
    sa.Column('proven', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['desk_id'], ['desks.id'], name=op.f('fk_fingerprints_desk_id')),
    sa.PrimaryKeyConstraint('desk_id', 'fingerprint', name=op.f('pk_fingerprints'))
    )
    op.create_table('mailboxes',
    sa.Column('id', ID, autoincrement=False, nullable=False),
    sa.Column('desk_id', ID, nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('folder', sa.Text(), nullable=False),
    sa.Column('configured_at', sa.BigInteger(), nullable=False),
    sa.Column('started_at', sa.BigInteger(), nullable=False),
    sa.Column('uidvalidity', ID, nullable=True),
    sa.Column('low_water', ID, nullable=False),
    sa.ForeignKeyConstraint(['desk_id'], ['desks.id'], name=op.f('fk_mailboxes_desk_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_mailboxes')),
    sa.UniqueConstraint('desk_id', 'name', name=op.f('uq_mailboxes_desk_id_name'))
    )
    op.create_table('rulesets',
    sa.Column('id', ID, autoincrement=False, nullable=False),
    sa.Column('desk_id', ID, nullable=False),
    sa.Column('hash', sa.Text(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('calendar_text', sa.Text(), nullable=False),
    sa.Column('model_hash', sa.Text(), nullable=False),
    sa.Column('accepted_at', sa.BigInteger(), nullable=False),
    sa.ForeignKeyConstraint(['desk_id'], ['desks.id'], name=op.f('fk_rulesets_desk_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_rulesets')),
    sa.UniqueConstraint('desk_id', 'hash', name=op.f('uq_rulesets_desk_id_hash'))
    )
    op.create_table('tickets',
    sa.Column('id', ID, autoincrement=False, nullable=False),
    sa.Column('desk_id', ID, nullable=False),
    sa.Column('number', ID, nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('status', sa.Text(), nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('request_type', sa.Text(), nullable=True),
    sa.Column('impact', sa.Text(), nullable=False),
    sa.Column('urgency', sa.Text(), nullable=False),
    sa.Column('priority', sa.Text(), nullable=True),
    sa.Column('confidence', sa.Float(), nullable=False),
    sa.Column('check_classification', sa.Boolean(), nullable=False),
    sa.Column('subject', sa.Text(), nullable=False),
    sa.Column('client', sa.Text(), nullable=True),
    sa.Column('requester', sa.Text(), nullable=False),
    sa.Column('requester_name', sa.Text(), nullable=False),
    sa.Column('assignee', sa.Text(), nullable=True),
    sa.Column('opened_at', sa.BigInteger(), nullable=False),
    sa.Column('updated_at', sa.BigInteger(), nullable=False),
    sa.Column('due_at', sa.BigInteger(), nullable=True),
    sa.Column('work_by', sa.BigInteger(), nullable=True),
    sa.Column('moved_by', sa.Text(), nullable=True),
    sa.Column('target', sa.Text(), nullable=False),
    sa.Column('respond_due_at', sa.BigInteger(), nullable=True),
    sa.Column('responded_at', sa.BigInteger(), nullable=True),
    sa.Column('resolved_at', sa.BigInteger(), nullable=True),
    sa.Column('closed_at', sa.BigInteger(), nullable=True),
    sa.Column('breached_at', sa.BigInteger(), nullable=True),
    sa.Column('rules_id', ID, nullable=False),
    sa.Column('counted', sa.Text(), nullable=False),
    sa.Column('classification', sa.Text(), nullable=False),
    sa.CheckConstraint("status IN ('new', 'open', 'waiting', 'agreement', 'on_hold', 'resolved', 'closed')", name=op.f('ck_tickets_status')),
    sa.ForeignKeyConstraint(['desk_id'], ['desks.id'], name=op.f('fk_tickets_desk_id')),
    sa.ForeignKeyConstraint(['rules_id'], ['rulesets.id'], name=op.f('fk_tickets_rules_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_tickets')),
    sa.UniqueConstraint('desk_id', 'number', name=op.f('uq_tickets_desk_id_number'))
    )
    op.create_index('ix_tickets_client', 'tickets', ['desk_id', 'client', 'number'], unique=False)
    op.create_index('ix_tickets_due_at', 'tickets', ['desk_id', 'due_at'], unique=False, sqlite_where=sa.text('resolved_at IS NULL AND due_at IS NOT NULL'), postgresql_where=sa.text('resolved_at IS NULL AND due_at IS NOT NULL'))
    op.create_index('ix_tickets_status', 'tickets', ['desk_id', 'status', 'number'], unique=False)
    op.create_index('ix_tickets_work_by', 'tickets', ['desk_id', 'work_by'], unique=False, sqlite_where=sa.text('resolved_at IS NULL AND work_by IS NOT NULL'), postgresql_where=sa.text('resolved_at IS NULL AND work_by IS NOT NULL'))
    op.create_table('history',
    sa.Column('id', ID, autoincrement=False, nullable=False),
    sa.Column('desk_id', ID, nullable=False),
    sa.Column('ticket_id', ID, nullable=False),
    sa.Column('happened_at', sa.BigInteger(), nullable=False),
    sa.Column('place', sa.Integer(), nullable=False),
    sa.Column('who', sa.Text(), nullable=False),
    sa.Column('change', sa.Text(), nullable=False),
    sa.Column('before', sa.Text(), nullable=True),
    sa.Column('after', sa.Text(), nullable=True),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('mail_id', ID, nullable=True),
    sa.Column('notice_id', ID, nullable=True),
    sa.ForeignKeyConstraint(['desk_id'], ['desks.id'], name=op.f('fk_history_desk_id')),
    sa.ForeignKeyConstraint(['ticket_id'], ['tickets.id'], name=op.f('fk_history_ticket_id'), initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_history'))
    )
    op.create_index('ix_history_ticket', 'history', ['ticket_id', 'happened_at', 'place'], unique=False)
    op.create_table('mails',
    sa.Column('id', ID, autoincrement=False, nullable=False),
    sa.Column('desk_id', ID, nullable=False),
    sa.Column('kept_at', sa.BigInteger(), nullable=False),
    sa.Column('channel', sa.Text(), nullable=False),
    sa.Column('received_at', sa.BigInteger(), nullable=False),
    sa.Column('received_source', sa.Text(), nullable=False),
    sa.Column('mail_from', sa.Text(), nullable=True),
    sa.Column('recipients', sa.Text(), nullable=False),
    sa.Column('auth_user', sa.Text(), nullable=True),
    sa.Column('peer', sa.Text(), nullable=True),
    sa.Column('tls', sa.Boolean(), nullable=False),
    sa.Column('mailbox', sa.Text(), nullable=True),
    sa.Column('uidvalidity', ID, nullable=True),
    sa.Column('uid', ID, nullable=True),
    sa.Column('delivered_to', sa.Text(), nullable=False),
    sa.Column('live', sa.Boolean(), nullable=False),
    sa.Column('message_id', sa.Text(), nullable=True),
    sa.Column('answers', sa.Text(), nullable=True),
    sa.Column('size', ID, nullable=False),
    sa.Column('full_size', ID, nullable=False),
    sa.Column('complete', sa.Boolean(), nullable=False),
    sa.Column('pieces', sa.Integer(), nullable=False),
    sa.Column('sha256', sa.Text(), nullable=False),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('deaths', sa.Integer(), nullable=False),
    sa.Column('claimed_by', sa.Text(), nullable=True),
    sa.Column('claimed_until', sa.BigInteger(), nullable=True),
    sa.Column('retry_at', sa.BigInteger(), nullable=True),
    sa.Column('fault', sa.Text(), nullable=True),
    sa.Column('forced', sa.Text(), nullable=True),
    sa.Column('fate', sa.Text(), nullable=True),
    sa.Column('reason', sa.Text(), nullable=True),
    sa.Column('evidence', sa.Text(), nullable=True),
    sa.Column('decided_at', sa.BigInteger(), nullable=True),
    sa.Column('rules_id', ID, nullable=True),
    sa.Column('ticket_id', ID, nullable=True),
    sa.Column('subject', sa.Text(), nullable=True),
    sa.Column('sender', sa.Text(), nullable=True),
    sa.Column('proven', sa.Boolean(), nullable=True),
    sa.Column('fingerprint', sa.Text(), nullable=True),
    sa.Column('invitation', sa.Text(), nullable=True),
    sa.Column('invitation_to', sa.Text(), nullable=True),
    sa.Column('sealed', sa.Text(), nullable=True),
    sa.CheckConstraint("fate IN ('opened', 'updated', 'commanded', 'noted', 'bounced', 'duplicate', 'loop', 'history', 'set_aside', 'ignored', 'spam', 'refused')", name=op.f('ck_mails_fate')),
    sa.ForeignKeyConstraint(['desk_id'], ['desks.id'], name=op.f('fk_mails_desk_id')),
    sa.ForeignKeyConstraint(['rules_id'], ['rulesets.id'], name=op.f('fk_mails_rules_id')),
    sa.ForeignKeyConstraint(['ticket_id'], ['tickets.id'], name=op.f('fk_mails_ticket_id'), initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_mails'))
    )
    op.create_index('ix_mails_fate', 'mails', ['desk_id', 'fate', 'id'], unique=False)
    op.create_index('ix_mails_message_id', 'mails', ['desk_id', 'message_id'], unique=False)
    op.create_index('ix_mails_ticket', 'mails', ['ticket_id'], unique=False, sqlite_where=sa.text('ticket_id IS NOT NULL'), postgresql_where=sa.text('ticket_id IS NOT NULL'))
    op.create_index('uq_mails_uid', 'mails', ['desk_id', 'mailbox', 'uidvalidity', 'uid'], unique=True, sqlite_where=sa.text('uid IS NOT NULL'), postgresql_where=sa.text('uid IS NOT NULL'))
    op.create_table('notices',
    sa.Column('id', ID, autoincrement=False, nullable=False),
    sa.Column('desk_id', ID, nullable=False),
    sa.Column('cause_kind', sa.Text(), nullable=False),
    sa.Column('cause_id', ID, nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('recipient', sa.Text(), nullable=False),
    sa.Column('address', sa.Text(), nullable=False),
    sa.Column('counted_as', sa.Text(), nullable=False),
    sa.Column('recipient_name', sa.Text(), nullable=False),
    sa.Column('ticket_id', ID, nullable=True),
    sa.Column('manner', sa.Text(), nullable=False),
    sa.Column('rank', sa.Integer(), nullable=False),
    sa.Column('to_client', sa.Boolean(), nullable=False),
    sa.Column('subject', sa.Text(), nullable=True),
    sa.Column('in_reply_to', sa.Text(), nullable=True),
    sa.Column('references', sa.Text(), nullable=False),
    sa.Column('template_values', sa.Text(), nullable=False),
    sa.Column('status', sa.Text(), nullable=False),
    sa.Column('created_at', sa.BigInteger(), nullable=False),
    sa.Column('next_attempt_at', sa.BigInteger(), nullable=True),
    sa.Column('claimed_by', sa.Text(), nullable=True),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('message_id', sa.Text(), nullable=True),
    sa.Column('envelope_sender', sa.Text(), nullable=True),
    sa.Column('sent_at', sa.BigInteger(), nullable=True),
    sa.Column('reply', sa.Text(), nullable=True),
    sa.CheckConstraint("status IN ('owed', 'held', 'sent', 'deferred', 'refused', 'cancelled')", name=op.f('ck_notices_status')),
    sa.ForeignKeyConstraint(['desk_id'], ['desks.id'], name=op.f('fk_notices_desk_id')),
    sa.ForeignKeyConstraint(['ticket_id'], ['tickets.id'], name=op.f('fk_notices_ticket_id'), initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_notices')),
    sa.UniqueConstraint('desk_id', 'cause_kind', 'cause_id', 'kind', 'recipient', name='uq_notices_owed_once')
    )
    op.create_index('ix_notices_message_id', 'notices', ['desk_id', 'message_id'], unique=False, sqlite_where=sa.text('message_id IS NOT NULL'), postgresql_where=sa.text('message_id IS NOT NULL'))
    op.create_index('ix_notices_next', 'notices', ['desk_id', 'next_attempt_at'], unique=False, sqlite_where=sa.text('next_attempt_at IS NOT NULL'), postgresql_where=sa.text('next_attempt_at IS NOT NULL'))
    op.create_index('ix_notices_counted_as', 'notices', ['desk_id', 'counted_as', 'created_at'], unique=False)
    op.create_index('ix_notices_ticket', 'notices', ['ticket_id'], unique=False, sqlite_where=sa.text('ticket_id IS NOT NULL'), postgresql_where=sa.text('ticket_id IS NOT NULL'))
    op.create_table('pauses',
    sa.Column('id', ID, autoincrement=False, nullable=False),
    sa.Column('desk_id', ID, nullable=False),
    sa.Column('ticket_id', ID, nullable=False),
    sa.Column('started_at', sa.BigInteger(), nullable=False),
    sa.Column('ended_at', sa.BigInteger(), nullable=True),
    sa.ForeignKeyConstraint(['desk_id'], ['desks.id'], name=op.f('fk_pauses_desk_id')),
    sa.ForeignKeyConstraint(['ticket_id'], ['tickets.id'], name=op.f('fk_pauses_ticket_id'), initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_pauses'))
    )
    op.create_index('ix_pauses_ticket', 'pauses', ['ticket_id'], unique=False)
    op.create_table('ticket_links',
    sa.Column('ticket_id', ID, nullable=False),
    sa.Column('other_id', ID, nullable=False),
    sa.Column('desk_id', ID, nullable=False),
    sa.Column('linked_at', sa.BigInteger(), nullable=False),
    sa.ForeignKeyConstraint(['desk_id'], ['desks.id'], name=op.f('fk_ticket_links_desk_id')),
    sa.ForeignKeyConstraint(['other_id'], ['tickets.id'], name=op.f('fk_ticket_links_other_id')),
    sa.ForeignKeyConstraint(['ticket_id'], ['tickets.id'], name=op.f('fk_ticket_links_ticket_id')),
    sa.PrimaryKeyConstraint('ticket_id', 'other_id', name=op.f('pk_ticket_links'))
    )
    op.create_index('ix_ticket_links_other', 'ticket_links', ['other_id'], unique=False)
    op.create_table('ticket_people',
    sa.Column('ticket_id', ID, nullable=False),
    sa.Column('address', sa.Text(), nullable=False),
    sa.Column('desk_id', ID, nullable=False),
    sa.Column('role', sa.Text(), nullable=False),
    sa.Column('known', sa.Boolean(), nullable=False),
    sa.Column('added_at', sa.BigInteger(), nullable=False),
    sa.ForeignKeyConstraint(['desk_id'], ['desks.id'], name=op.f('fk_ticket_people_desk_id')),
    sa.ForeignKeyConstraint(['ticket_id'], ['tickets.id'], name=op.f('fk_ticket_people_ticket_id')),
    sa.PrimaryKeyConstraint('ticket_id', 'address', name=op.f('pk_ticket_people'))
    )
    op.create_index('ix_ticket_people_address', 'ticket_people', ['desk_id', 'address'], unique=False)
    op.create_table('ticket_tags',
    sa.Column('ticket_id', ID, nullable=False),
    sa.Column('tag', sa.Text(), nullable=False),
    sa.Column('desk_id', ID, nullable=False),
    sa.ForeignKeyConstraint(['desk_id'], ['desks.id'], name=op.f('fk_ticket_tags_desk_id')),
    sa.ForeignKeyConstraint(['ticket_id'], ['tickets.id'], name=op.f('fk_ticket_tags_ticket_id')),
    sa.PrimaryKeyConstraint('ticket_id', 'tag', name=op.f('pk_ticket_tags'))
    )
    op.create_index('ix_ticket_tags_tag', 'ticket_tags', ['desk_id', 'tag'], unique=False)
    op.create_table('attachments',
    sa.Column('mail_id', ID, nullable=False),
    sa.Column('part', sa.Text(), nullable=False),
    sa.Column('desk_id', ID, nullable=False),
    sa.Column('sha256', sa.Text(), nullable=False),
    sa.Column('filename', sa.Text(), nullable=True),
    sa.Column('content_type', sa.Text(), nullable=False),
    sa.Column('size', ID, nullable=False),
    sa.Column('inline', sa.Boolean(), nullable=False),
    sa.Column('content_id', sa.Text(), nullable=True),
    sa.ForeignKeyConstraint(['desk_id'], ['desks.id'], name=op.f('fk_attachments_desk_id')),
    sa.ForeignKeyConstraint(['mail_id'], ['mails.id'], name=op.f('fk_attachments_mail_id')),
    sa.PrimaryKeyConstraint('mail_id', 'part', name=op.f('pk_attachments'))
    )
    op.create_index('ix_attachments_sha256', 'attachments', ['desk_id', 'sha256', 'mail_id'], unique=False)
    op.create_table('attached_mails',
    sa.Column('mail_id', ID, nullable=False),
    sa.Column('part', sa.Text(), nullable=False),
    sa.Column('desk_id', ID, nullable=False),
    sa.Column('sender', sa.Text(), nullable=True),
    sa.Column('sender_name', sa.Text(), nullable=False),
    sa.Column('subject', sa.Text(), nullable=False),
    sa.Column('subject_key', sa.Text(), nullable=False),
    sa.Column('message_id', sa.Text(), nullable=True),
    sa.Column('written_at', sa.BigInteger(), nullable=True),
    sa.ForeignKeyConstraint(['desk_id'], ['desks.id'], name=op.f('fk_attached_mails_desk_id')),
    sa.ForeignKeyConstraint(['mail_id'], ['mails.id'], name=op.f('fk_attached_mails_mail_id')),
    sa.PrimaryKeyConstraint('mail_id', 'part', name=op.f('pk_attached_mails'))
    )
    op.create_index('ix_attached_mails_sender', 'attached_mails', ['desk_id', 'sender'], unique=False)
    op.create_index('ix_attached_mails_message_id', 'attached_mails', ['desk_id', 'message_id'], unique=False)
    op.create_index('ix_attached_mails_subject_key', 'attached_mails', ['desk_id', 'subject_key', 'mail_id'], unique=False)
    op.create_table('notice_attempts',
    sa.Column('notice_id', ID, nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('desk_id', ID, nullable=False),
    sa.Column('sender', sa.Text(), nullable=False),
    sa.Column('started_at', sa.BigInteger(), nullable=False),
    sa.Column('ended_at', sa.BigInteger(), nullable=True),
    sa.Column('outcome', sa.Text(), nullable=True),
    sa.Column('reply', sa.Text(), nullable=True),
    sa.ForeignKeyConstraint(['desk_id'], ['desks.id'], name=op.f('fk_notice_attempts_desk_id')),
    sa.ForeignKeyConstraint(['notice_id'], ['notices.id'], name=op.f('fk_notice_attempts_notice_id')),
    sa.PrimaryKeyConstraint('notice_id', 'number', name=op.f('pk_notice_attempts'))
    )
    op.create_table('notice_bytes',
    sa.Column('notice_id', ID, autoincrement=False, nullable=False),
    sa.Column('content', sa.LargeBinary(), nullable=False),
    sa.ForeignKeyConstraint(['notice_id'], ['notices.id'], name=op.f('fk_notice_bytes_notice_id')),
    sa.PrimaryKeyConstraint('notice_id', name=op.f('pk_notice_bytes'))
    )
