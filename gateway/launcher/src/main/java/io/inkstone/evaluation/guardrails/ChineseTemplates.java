package io.inkstone.evaluation.guardrails;

import java.util.List;

/** Sentences with places for identifiers, for what only looks like one, and for names. */
final class ChineseTemplates {

    /** With identifiers. */
    static final List<String> WITH_IDENTIFIERS = List.of(
            "本人{name}，身份证号码{id}，现申请办理居住证。",
            "请核对身份证：{id}。",
            "乘客{name}（{id}）已完成实名登记",
            "公民身份号码 {id} 的持证人需到窗口领取材料。",
            "姓名:{name} 证件号:{id} 手机:{phone}",
            "{name},{id},{phone},{card}",
            "我把证件发你了，{id}，你看一下对不对",
            "登记表第{small}行：{name}　{id}　{phone}",
            "老证上的号码是{oldid}，一代身份证早就过期了。",
            "一代身份证号{oldid}，请换发。",
            "我的手机号是{phone}，有事随时联系。",
            "请拨打{phone}找{name}。",
            "{phone}这个号打不通，换{phone}试试。",
            "联系人：{name} {phone}",
            "快递放门口就行，到了打{phone}，谢谢！",
            "微信同号{phone}，备注姓名。",
            "通知已发送至{phone}、{phone}和{phone}。",
            "客户{name}来电{phone}，要求退款。",
            "办公室座机{landline}，下班后请打{phone}。",
            "传真：{landline}；联系电话：{landline}",
            "如有疑问请致电{landline}咨询。",
            "前台电话{landline}，转{small}分机。",
            "总机 {landline} 工作日有人接听",
            "报名热线{landline}（周一至周五）",
            "工资请打到{card}，开户名{name}。",
            "卡号{card}，开户行在城南支行。",
            "我的银行卡是{card}，余额不足。",
            "请向账号 {card} 转账{amount}元。",
            "绑定的储蓄卡尾号变更，新卡{card}。",
            "收款人{name}，收款账户{card}，请于三日内付款。",
            "护照号{passport}，有效期至明年。",
            "旅客护照：{passport}，姓名{name}。",
            "请出示护照原件（{passport}）。",
            "中国护照 {passport} 已办理延期",
            "车牌{plate}的车主请挪车。",
            "{plate}违停，请尽快驶离！",
            "一辆{plate}的轿车追尾了{eplate}。",
            "小区新登记车辆：{plate}、{eplate}",
            "我开的是{eplate}，停在B{small}车位。",
            "抬头：某某科技有限公司，统一社会信用代码{code}。",
            "开票信息 税号{code} 电话{landline}",
            "纳税人识别号：{code}",
            "经查，{code}对应的企业已注销。",
            "供应商信用代码为 {code} ，请归档。",
            "甲方代表{name}，电话{phone}，身份证{id}；乙方税号{code}。",
            "{name}的车{plate}登记手机{phone}，驾驶人身份证{id}。",
            "应聘者{name}，生于{date}，手机{phone}，座机{landline}。");

    /** With none, but with numbers that look like some. */
    static final List<String> WITHOUT = List.of(
            "订单号{order11}已发货，请留意。",
            "您的订单{order11}预计{date}送达。",
            "运单号：{order11}，请凭单号查询。",
            "流水号{id!}，请妥善保存。",
            "凭证号 {id!} 已冲销",
            "快递单号{card!}正在派送。",
            "订单编号：{card!}，实付{amount}元。",
            "交易号{card!}，状态成功。",
            "批次{id?}已入库。",
            "合同编号{id?}，一式两份。",
            "第{small}号样品的条码为{isbn}。",
            "这本书的书号是{isbn}。",
            "时间戳{stamp}对应昨天晚上。",
            "序列号{card?}，保修一年。",
            "设备编号{order11}，位于三楼机房。",
            "今年营收{big}元，同比增长{small}%。",
            "圆周率约为3.14159265358979，够用了。",
            "总金额为{order11}元，分{small}期支付。",
            "会议改到{date}，{small}点开始。",
            "文件大小{big}字节，校验和{hex}。",
            "固件版本{version}已发布。",
            "坐标是{decimal},{decimal}。",
            "日志标识{long}没有对应记录。",
            "货号E{eight}缺货，请改订G{eight}。",
            "发票号码{eight}，金额{amount}元。",
            "{small}号楼{small}单元有{small}户报名。",
            "编码{code?}无法通过校验。",
            "身份不明的编码{card?}是随机产生的。",
            "京A{four}和粤B{seven}都不是完整的车牌。",
            "在{date}到{date}之间共收到{small}份申请。",
            "工单{order11}由{name}处理，耗时{small}小时。",
            "商户号{card!}今日结算{amount}元。",
            "保单{id!}已生效。",
            "随机数{long}，随机数{card?}。",
            "物料代码AB-{order11}-C已停用。",
            "浏览量从{seven}涨到了{eight}。");

    /** Around either. */
    static final List<String> AROUND = List.of(
            "", "", "", "您好，", "麻烦看一下：", "今天下午开会讨论了这件事。", "转发：", "【通知】", "注意！", "附件第{small}页写着，", "Hi，", "根据记录，");

    /** Made of common parts. */
    static final List<String> SURNAMES = List.of("王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "欧阳");

    static final List<String> GIVEN = List.of("伟", "芳", "娜", "秀英", "敏", "静", "强", "磊", "洋", "艳", "小明", "建国");

    private ChineseTemplates() {}
}
